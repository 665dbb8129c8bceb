package dev.outloop.samples.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes of every jar on the class path, read once, and what tells them apart. */
final class Imported {

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.outloop");

    private static final String CORE = "dev.outloop.core";
    private static final String TESTKIT = "dev.outloop.testkit";
    private static final String SAMPLES = "dev.outloop.samples";
    private static final String BACKENDS = "dev.outloop.backend";

    private Imported() {}

    /** What is published: everything but the samples. */
    static DescribedPredicate<JavaClass> libraries() {
        return DescribedPredicate.describe("are in libraries", type -> !isIn(type, SAMPLES));
    }

    /** What {@code outloop-api} holds. */
    static DescribedPredicate<JavaClass> api() {
        return DescribedPredicate.describe(
                "are in outloop-api",
                type -> isIn(type, "dev.outloop")
                        && !isIn(type, CORE)
                        && !isIn(type, TESTKIT)
                        && !isIn(type, SAMPLES)
                        && !isIn(type, BACKENDS));
    }

    /** What a host of the library compiles against. */
    static DescribedPredicate<JavaClass> hostApi() {
        return DescribedPredicate.describe(
                "are public to hosts",
                type -> isPublic(type) && (api().test(type) || packageOf(type).equals(CORE)));
    }

    static boolean isIn(JavaClass type, String packageName) {
        String own = packageOf(type);
        return own.equals(packageName) || own.startsWith(packageName + ".");
    }

    static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(Imported::isPublic).orElse(true);
    }
}
