package dev.outloop.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("State of libraries")
class StateTest {

    private static final ArchRule NO_STATIC_STATE = classes()
            .that(Imported.libraries())
            .should(new ArchCondition<JavaClass>("have no static mutable state") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    type.getFields().stream()
                            .filter(field -> has(field, JavaModifier.STATIC))
                            .filter(field -> !has(field, JavaModifier.SYNTHETIC) && changes(field))
                            .forEach(field -> events.add(SimpleConditionEvent.violated(field, field.getFullName())));
                    type.getStaticInitializer().stream()
                            .flatMap(code -> code.getConstructorCallsFromSelf().stream())
                            .filter(call -> isMutable(call.getTargetOwner()))
                            .map(JavaConstructorCall::getDescription)
                            .forEach(made -> events.add(SimpleConditionEvent.violated(type, made)));
                }
            });

    private static final ArchRule NO_CALLBACK_UNDER_LOCK = methods()
            .that()
            .areDeclaredInClassesThat(Imported.libraries())
            .and(DescribedPredicate.describe(
                    "hold a lock", method -> method.getModifiers().contains(JavaModifier.SYNCHRONIZED)))
            .should(new ArchCondition<JavaMethod>("call nothing that a host wrote") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    for (JavaMethodCall call : method.getMethodCallsFromSelf()) {
                        if (isCallback(call.getTargetOwner())) {
                            events.add(SimpleConditionEvent.violated(method, call.getDescription()));
                        }
                    }
                }
            });

    private static boolean has(JavaField field, JavaModifier modifier) {
        return field.getModifiers().contains(modifier);
    }

    /** An array that others can reach can be written by them; a private one is its class's own business. */
    private static boolean changes(JavaField field) {
        boolean open = !has(field, JavaModifier.PRIVATE);
        return !has(field, JavaModifier.FINAL) || open && field.getRawType().isArray() || isMutable(field.getRawType());
    }

    private static boolean isMutable(JavaClass type) {
        boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return !type.isInterface() && collection && Imported.isIn(type, "java")
                || Imported.isIn(type, "java.util.concurrent.atomic")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(StringBuilder.class);
    }

    private static boolean isCallback(JavaClass type) {
        return type.isInterface()
                && (Imported.isIn(type, "dev.outloop.spi")
                        || Imported.isIn(type, "java.util.function")
                        || type.isEquivalentTo(Runnable.class));
    }

    @Test
    void isNeverStatic() {
        Verdict.holds(NO_STATIC_STATE);
        Verdict.breaks(
                NO_STATIC_STATE, "count", "package dev.outloop.core; class Counts { private static int count; }");
        Verdict.breaks(
                NO_STATIC_STATE,
                "TABLE",
                "package dev.outloop.core; class Shares { static final byte[] TABLE = new byte[4]; }");
        Verdict.breaks(
                NO_STATIC_STATE,
                "java.util.HashMap",
                "package dev.outloop.core; class Caches {"
                        + " private static final java.util.Map<String, String> CACHE = new java.util.HashMap<>(); }");
        Verdict.breaks(
                NO_STATIC_STATE,
                "IDS",
                "package dev.outloop.core; class Ids {"
                        + " private static final java.util.concurrent.atomic.AtomicLong IDS = null; }");
    }

    @Test
    void isNotLockedWhileAHostsCodeRuns() {
        Verdict.holds(NO_CALLBACK_UNDER_LOCK);
        Verdict.breaks(
                NO_CALLBACK_UNDER_LOCK,
                "BrokerListener.onStage",
                "package dev.outloop.core; class Tells {"
                        + " synchronized void tell(dev.outloop.spi.BrokerListener l, dev.outloop.spi.StageEvent e) {"
                        + " l.onStage(e); } }");
        Verdict.breaks(
                NO_CALLBACK_UNDER_LOCK,
                "java.lang.Runnable.run",
                "package dev.outloop.core; class Runs { synchronized void run(Runnable task) { task.run(); } }");
    }
}
