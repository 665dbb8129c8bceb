package dev.outloop.samples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Stages")
class StagesTest {

    private static final String SECRETS = "dev.outloop.core.internal.secrets";
    private static final String ADMIT = "dev.outloop.core.internal.admit";
    private static final String AUTHORIZE = "dev.outloop.core.internal.authorize";
    private static final String JOURNAL = "dev.outloop.core.internal.journal";
    private static final String LEASE = "dev.outloop.core.internal.lease";
    private static final String DISPATCH = "dev.outloop.core.internal.dispatch";
    private static final String DETECT = "dev.outloop.core.internal.detect";
    private static final String REDACT = "dev.outloop.core.internal.redact";
    private static final String PIPELINE = "dev.outloop.core.internal.pipeline";
    private static final String CONFIG = "dev.outloop.core.internal.config";
    private static final String KEYSTORE = "dev.outloop.core.internal.keystore";
    private static final String VAULT = "dev.outloop.core.internal.vault";
    private static final String DISK = "dev.outloop.core.internal.disk";
    private static final String STATE = "dev.outloop.core.internal.state";
    private static final String LIMIT = "dev.outloop.core.internal.limit";
    private static final String WORKSPACE = "dev.outloop.core.internal.workspace";
    private static final String REPLAY = "dev.outloop.core.internal.replay";
    private static final String APPROVE = "dev.outloop.core.internal.approve";

    /** No row names dev.outloop.core itself: what is internal does not know how it is composed. */
    private static final ArchRule ONE_WAY = classes()
            .that()
            .resideInAPackage("dev.outloop.core.internal..")
            .should(new PackageTable("go one way", resideInAPackage("dev.outloop.core.."))
                    .row(SECRETS)
                    .row(WORKSPACE)
                    .row(DISK)
                    .row(STATE, DISK)
                    // Who a caller is and where it works may have to outlive the broker.
                    .row(ADMIT, SECRETS, WORKSPACE, STATE)
                    .row(AUTHORIZE, SECRETS, ADMIT)
                    // Behind authorize's own gates: it takes shares of limits and uses approvals, whoever keeps them.
                    .row(LIMIT, ADMIT, AUTHORIZE, STATE)
                    .row(APPROVE, ADMIT, AUTHORIZE, STATE)
                    // Judges what was recorded; it reads fields, not the trail.
                    .row(REPLAY, ADMIT, AUTHORIZE)
                    .row(JOURNAL, DISK, SECRETS, ADMIT, AUTHORIZE)
                    .row(LEASE, SECRETS, ADMIT, AUTHORIZE, JOURNAL)
                    .row(DISPATCH, SECRETS, ADMIT, AUTHORIZE, JOURNAL, LEASE)
                    .row(DETECT)
                    .row(REDACT, SECRETS, ADMIT, AUTHORIZE, JOURNAL, LEASE, DISPATCH, DETECT)
                    .row(PIPELINE, SECRETS, ADMIT, AUTHORIZE, LIMIT, APPROVE, JOURNAL, LEASE, DISPATCH, DETECT, REDACT)
                    // Reading a definition says what connecting by it would refuse, and reading rules compiles them.
                    .row(CONFIG, DISPATCH, DETECT, WORKSPACE)
                    .row(KEYSTORE)
                    // Vaults' servers are reached by the code that reaches services.
                    .row(VAULT, CONFIG, KEYSTORE, ADMIT, JOURNAL, DISPATCH));

    private static final ArchRule INTERNAL_STAYS_INSIDE = classes()
            .should(new ArchCondition<JavaClass>("use no other module's internal packages") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                        String target = Imported.packageOf(dependency.getTargetClass());
                        int internal = (target + ".").indexOf(".internal.");
                        if (target.startsWith("dev.outloop.")
                                && internal > 0
                                && !Imported.isIn(type, target.substring(0, internal))) {
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                        }
                    }
                }
            });

    @Test
    void goOneWay() {
        Verdict.holds(ONE_WAY);
        Verdict.breaks(
                ONE_WAY,
                "admit.LooksAhead",
                "package " + ADMIT + "; class LooksAhead { " + DISPATCH + ".Dispatch dispatch; }");
        Verdict.breaks(
                ONE_WAY,
                "dispatch.Orders",
                "package " + DISPATCH + "; class Orders { " + PIPELINE + ".Engine engine; }");
        Verdict.breaks(
                ONE_WAY, "secrets.Leases", "package " + SECRETS + "; class Leases { " + LEASE + ".Vaults vaults; }");
    }

    @Test
    void knowNothingOfHowTheyAreComposed() {
        Verdict.breaks(
                ONE_WAY,
                "lease.Composed",
                "package " + LEASE + "; class Composed { dev.outloop.core.BrokerConfig config; }");
        Verdict.breaks(
                ONE_WAY, "admit.Reads", "package " + ADMIT + "; class Reads { " + CONFIG + ".ConfiguredVault vault; }");
    }

    @Test
    void haveARowEach() {
        Verdict.breaks(ONE_WAY, "without a row", "package dev.outloop.core.internal.bypass; class Shortcut {}");
    }

    @Test
    void areUsedInsideTheirModuleOnly() {
        Verdict.holds(INTERNAL_STAYS_INSIDE);
        Verdict.breaks(
                INTERNAL_STAYS_INSIDE,
                "Reaches",
                "package dev.outloop.samples.reaching; class Reaches { " + ADMIT + ".Admit[] admit; }");
        Verdict.breaks(
                INTERNAL_STAYS_INSIDE,
                "AlsoReaches",
                "package dev.outloop.backend.one; class AlsoReaches { Object o = " + ADMIT + ".Admit.class; }");
    }
}
