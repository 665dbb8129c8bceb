package dev.outloop.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Backends")
class BackendsTest {

    /** The sample is held to what every backend is held to, so that it stays a model for them. */
    private static final Pattern BACKEND =
            Pattern.compile("dev\\.outloop\\.(?:backend\\.\\w+|samples\\.pass)(?=\\.|$)");

    private static final DescribedPredicate<JavaClass> BACKENDS = DescribedPredicate.describe(
            "are in a backend", type -> backendOf(type).isPresent());

    private static final ArchRule STAND_ALONE = classes()
            .that(BACKENDS)
            .should(new ArchCondition<JavaClass>("know the API only, never the core nor another backend") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        JavaClass target = dependency.getTargetClass().getBaseComponentType();
                        boolean ours = Imported.isIn(target, "dev.outloop")
                                && !Imported.api().test(target);
                        if (ours && !backendOf(target).equals(backendOf(type))) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    }
                }
            })
            // There may be no backend yet; the planted ones show that the rule works when there is.
            .allowEmptyShould(true);

    private static Optional<String> backendOf(JavaClass type) {
        Matcher matcher = BACKEND.matcher(Imported.packageOf(type));
        return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
    }

    @Test
    void standAlone() {
        Verdict.holds(STAND_ALONE);
    }

    @Test
    void neverUseTheCore() {
        Verdict.breaks(
                STAND_ALONE,
                "UsesCore",
                "package dev.outloop.backend.one; class UsesCore { dev.outloop.core.VaultSet vaults; }");
        Verdict.breaks(
                STAND_ALONE,
                "SampleUsesCore",
                "package dev.outloop.samples.pass; class SampleUsesCore { dev.outloop.core.VaultSet vaults; }");
    }

    @Test
    void neverUseOneAnother() {
        Verdict.breaks(
                STAND_ALONE,
                "OneUsesOther",
                "package dev.outloop.backend.one; class OneUsesOther { dev.outloop.backend.two.Other other; }",
                "package dev.outloop.backend.two; public class Other {}");
    }
}
