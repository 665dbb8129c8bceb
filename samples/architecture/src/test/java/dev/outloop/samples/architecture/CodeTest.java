package dev.outloop.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.OutloopBroker;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Code of libraries")
class CodeTest {

    private static final ArchRule SILENT = noClasses()
            .that(Imported.libraries())
            // Prints signed checkpoints where the configuration says that they go to standard output.
            .and(DescribedPredicate.not(HasName.Predicates.name("dev.outloop.core.OpenedTrail")))
            // Hears what tested backends print and log.
            .and(DescribedPredicate.not(
                    HasName.Predicates.nameMatching("dev\\.outloop\\.testkit\\.contract\\.Spoken(\\$\\d+)?")))
            .should(ACCESS_STANDARD_STREAMS)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");

    private static final DescribedPredicate<JavaAccess<?>> READS_THE_TIME =
            DescribedPredicate.describe("reads the system's time", access -> {
                AccessTarget target = access.getTarget();
                String owner = target.getOwner().getName();
                String name = target.getName();
                boolean now = owner.startsWith("java.time.") && name.equals("now") && takesNoClock(target);
                boolean systemClock = owner.equals("java.time.Clock")
                        && (name.startsWith("system") || name.startsWith("tick") && takesNoClock(target));
                boolean millis = owner.equals("java.lang.System") && name.equals("currentTimeMillis");
                boolean date = owner.equals("java.util.Date") && name.equals("<init>") && takesNothing(target);
                return now || systemClock || millis || date;
            });

    private static final ArchRule TIME_IS_INJECTED = noClasses()
            .that(Imported.libraries())
            // The defaults, where a host that gives no clock gets the system's.
            .and(DescribedPredicate.not(HasName.Predicates.name(OutloopBroker.Builder.class.getName())))
            .and(DescribedPredicate.not(HasName.Predicates.name(AuditTrail.Builder.class.getName())))
            .should()
            .accessTargetWhere(READS_THE_TIME);

    private static final Pattern EMPTY_NAME =
            Pattern.compile("(?:.*[a-z0-9])?(?:Impl|Manager|Helper|Utils?|Abstract)(?:[A-Z0-9].*)?");

    private static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should(ArchConditions.<JavaClass>be(DescribedPredicate.describe(
                    "named after nothing",
                    type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())));

    private static final ArchRule PACKAGES_ARE_NULL_MARKED = classes()
            .that(Imported.libraries())
            .should(new ArchCondition<JavaClass>("be in null-marked packages") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean marked = type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false);
                    if (!marked) {
                        events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " is in no null-marked package"));
                    }
                }
            });

    private static boolean takesNoClock(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget code
                && code.getRawParameterTypes().stream()
                        .noneMatch(type -> type.getName().equals("java.time.Clock"));
    }

    private static boolean takesNothing(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget code
                && code.getRawParameterTypes().isEmpty();
    }

    @Test
    void printsNothing() {
        Verdict.holds(SILENT);
        Verdict.breaks(
                SILENT, "Prints", "package dev.outloop.core; class Prints { void it() { System.out.println(); } }");
        Verdict.breaks(SILENT, "Errs", "package dev.outloop.backend.one; class Errs { Object it = System.err; }");
        Verdict.breaks(
                SILENT,
                "Traces",
                "package dev.outloop.spi; class Traces { void it(Throwable t) { t.printStackTrace(); } }");
        Verdict.breaks(SILENT, "Logs", "package dev.outloop.core; class Logs { java.util.logging.Logger log; }");
    }

    @Test
    void takesTheTimeFromAnInjectedClock() {
        Verdict.holds(TIME_IS_INJECTED);
        Verdict.breaks(
                TIME_IS_INJECTED,
                "instant",
                "package dev.outloop.core; class Reads { Object instant() { return java.time.Instant.now(); } }");
        Verdict.breaks(
                TIME_IS_INJECTED,
                "millis",
                "package dev.outloop.core; class Reads { long millis() { return System.currentTimeMillis(); } }");
        Verdict.breaks(
                TIME_IS_INJECTED,
                "clock",
                "package dev.outloop.core; class Reads { Object clock() { return java.time.Clock.systemUTC(); } }");
        Verdict.breaks(
                TIME_IS_INJECTED,
                "referred",
                "package dev.outloop.core; class Reads {"
                        + " java.util.function.Supplier<?> referred() { return java.time.LocalDate::now; } }");
        Verdict.breaks(
                TIME_IS_INJECTED,
                "date",
                "package dev.outloop.core; class Reads { Object date() { return new java.util.Date(); } }");
    }

    @Test
    void isNamedAfterWhatItIs() {
        Verdict.holds(NAMES_SAY_SOMETHING);
        for (String name : new String[] {
            "BrokerImpl", "LeaseManager", "TestHelper", "Utils", "JsonUtil", "AbstractVault", "HelperV2"
        }) {
            Verdict.breaks(NAMES_SAY_SOMETHING, name, "package dev.outloop.core; class " + name + " {}");
        }
    }

    @Test
    void saysWhatMayBeNull() {
        Verdict.holds(PACKAGES_ARE_NULL_MARKED);
        Verdict.breaks(
                PACKAGES_ARE_NULL_MARKED, "Unmarked", "package dev.outloop.core.internal.more; class Unmarked {}");
    }
}
