package dev.outloop.testkit.twin;

import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.implementation.MethodDelegation;
import net.bytebuddy.pool.TypePool;

/** Which method is taken out of which class, and what stands in for it. */
record Removal(String className, String method, boolean passThrough) {

    static Removal of(String spec, boolean passThrough) {
        int hash = spec.indexOf('#');
        if (hash <= 0 || hash == spec.length() - 1) {
            throw new IllegalArgumentException("expected CLASS#METHOD, not " + spec);
        }
        return new Removal(spec.substring(0, hash), spec.substring(hash + 1), passThrough);
    }

    /** The class file without the method. */
    byte[] applyTo(byte[] classFile, ClassLoader others) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className, classFile), ClassFileLocator.ForClassLoader.of(others));
        TypeDescription type = TypePool.Default.of(locator).describe(className).resolve();
        requireCode(type);
        return new ByteBuddy()
                .redefine(type, locator)
                .method(named(method).and(isDeclaredBy(type)))
                .intercept(MethodDelegation.to(passThrough ? FirstArgument.class : Stub.class))
                .make()
                .getBytes();
    }

    private void requireCode(TypeDescription type) {
        MethodList<MethodDescription.InDefinedShape> overloads =
                type.getDeclaredMethods().filter(named(method));
        if (overloads.isEmpty()) {
            throw new IllegalArgumentException(className + " declares no method " + method);
        }
        for (MethodDescription.InDefinedShape overload : overloads) {
            if (overload.isAbstract() || overload.isNative()) {
                throw new IllegalArgumentException(overload + " has no code to take out");
            }
            if (passThrough && !returnsItsFirstArgument(overload)) {
                throw new IllegalArgumentException(overload + " cannot return its first argument");
            }
        }
    }

    private static boolean returnsItsFirstArgument(MethodDescription.InDefinedShape overload) {
        return !overload.getParameters().isEmpty()
                && overload.getParameters()
                        .get(0)
                        .getType()
                        .asErasure()
                        .isAssignableTo(overload.getReturnType().asErasure());
    }

    @Override
    public String toString() {
        return className + "#" + method;
    }
}
