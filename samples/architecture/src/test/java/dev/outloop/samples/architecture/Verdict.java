package dev.outloop.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

/** Asserts what a rule says of some classes. */
final class Verdict {

    private Verdict() {}

    /** The rule finds nothing in any jar. */
    static void holds(ArchRule rule) {
        rule.check(Imported.ALL);
    }

    /** The rule finds a planted violation, and names it. */
    static void breaks(ArchRule rule, String named, String... units) {
        JavaClasses planted = Planted.of(units);
        assertThat(rule.evaluate(planted).hasViolation()).isTrue();
        assertThat(rule.evaluate(planted).getFailureReport().getDetails())
                .anySatisfy(detail -> assertThat(detail).contains(named));
    }
}
