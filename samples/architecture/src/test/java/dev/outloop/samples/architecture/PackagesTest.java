package dev.outloop.samples.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.Slice;
import com.tngtech.archunit.library.dependencies.Slices;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.outloop.secret.SecretRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Packages")
class PackagesTest {

    /** From the root, because a narrower pattern leaves the package dev.outloop itself out. */
    private static final String FROM_THE_ROOT = "dev.(**)";

    private static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching(FROM_THE_ROOT).should().beFreeOfCycles();

    private static final ArchRule API_STANDS_ALONE = classes()
            .that(Imported.api())
            .should()
            .onlyDependOnClassesThat(
                    Imported.api().or(resideInAPackage("java..")).or(resideInAPackage("org.jspecify..")));

    private static final ArchRule API_ROWS = classes()
            .that(Imported.api())
            .should(new PackageTable("import one another as the table says", Imported.api())
                    .row("dev.outloop.error")
                    .row("dev.outloop.identity")
                    .row("dev.outloop.secret")
                    .row("dev.outloop.action", "dev.outloop.error", "dev.outloop.identity", "dev.outloop.secret")
                    .row("dev.outloop.policy", "dev.outloop.action", "dev.outloop.error", "dev.outloop.identity")
                    .row(
                            "dev.outloop.audit",
                            "dev.outloop.action",
                            "dev.outloop.error",
                            "dev.outloop.identity",
                            "dev.outloop.policy")
                    .row(
                            "dev.outloop.spi",
                            "dev.outloop.action",
                            "dev.outloop.audit",
                            "dev.outloop.error",
                            "dev.outloop.identity",
                            "dev.outloop.policy",
                            "dev.outloop.secret")
                    .row(
                            "dev.outloop",
                            "dev.outloop.action",
                            "dev.outloop.error",
                            "dev.outloop.identity",
                            "dev.outloop.policy",
                            "dev.outloop.secret"));

    private static final ArchRule DEFINITIONS_HOLD_REFERENCES = noClasses()
            .that()
            .resideInAPackage("dev.outloop.action")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.outloop.secret")
                    .and(JavaClass.Predicates.type(SecretRef.class).negate()));

    private static final ArchRule CORE_KEEPS_OFF_ITS_USERS = noClasses()
            .that()
            .resideInAPackage("dev.outloop.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.outloop.testkit..", "dev.outloop.samples..", "dev.outloop.backend..");

    @Test
    void haveNoCycles() {
        Verdict.holds(NO_CYCLES);
    }

    @Test
    void cyclesThroughTheRootPackageAreFound() {
        Verdict.breaks(
                NO_CYCLES,
                "dev.outloop.identity.Known",
                "package dev.outloop; public class Knows { dev.outloop.identity.Known known; }",
                "package dev.outloop.identity; public class Known { dev.outloop.Knows back; }");
    }

    @Test
    void cyclesDeepInsideAreFound() {
        Verdict.breaks(
                NO_CYCLES,
                "dev.outloop.core.internal.lease.Known",
                "package dev.outloop.core.internal.admit; public class Knows { dev.outloop.core.internal.lease.Known known; }",
                "package dev.outloop.core.internal.lease; public class Known { dev.outloop.core.internal.admit.Knows back; }");
    }

    @Test
    void slicesIncludeTheRootPackageAndThoseBelow() {
        List<String> slices = new ArrayList<>();
        for (Slice slice : Slices.matching(FROM_THE_ROOT).transform(Imported.ALL)) {
            slices.add(slice.getNamePart(1));
        }
        assertThat(slices).contains("outloop", "outloop.secret", "outloop.core", "outloop.core.internal.admit");
    }

    @Test
    void ofTheApiNeedNothingButTheJdk() {
        Verdict.holds(API_STANDS_ALONE);
        Verdict.breaks(
                API_STANDS_ALONE, "LogsToo", "package dev.outloop.audit; class LogsToo { org.slf4j.Logger log; }");
        Verdict.breaks(
                API_STANDS_ALONE,
                "UsesCore",
                "package dev.outloop.spi; class UsesCore { dev.outloop.core.OutloopBroker broker; }");
    }

    @Test
    void ofTheApiImportOneAnotherAsTheTableSays() {
        Verdict.holds(API_ROWS);
        Verdict.breaks(
                API_ROWS,
                "dev.outloop.spi.Redactor",
                "package dev.outloop.action; class Cuts { dev.outloop.spi.Redactor redactor; }");
        Verdict.breaks(API_ROWS, "without a row", "package dev.outloop.extra; class Unplaced {}");
    }

    @Test
    void ofDefinitionsHoldReferencesToSecretsOnly() {
        Verdict.holds(DEFINITIONS_HOLD_REFERENCES);
        Verdict.breaks(
                DEFINITIONS_HOLD_REFERENCES,
                "HoldsSecret",
                "package dev.outloop.action; class HoldsSecret { dev.outloop.secret.Secret[] secrets; }");
    }

    @Test
    void ofTheCoreKnowNoneOfTheirUsers() {
        Verdict.holds(CORE_KEEPS_OFF_ITS_USERS);
        Verdict.breaks(
                CORE_KEEPS_OFF_ITS_USERS,
                "UsesFakes",
                "package dev.outloop.core; class UsesFakes { dev.outloop.testkit.fake.InMemoryVault vault; }");
    }

    /** An import that silently found too little would let every rule pass. */
    @Test
    void areAllScanned() {
        assertThat(Imported.ALL.size()).isGreaterThanOrEqualTo(390);
        assertThat(Imported.ALL.contain("dev.outloop.Broker")).isTrue();
        assertThat(Imported.ALL.contain("dev.outloop.core.internal.redact.Redact"))
                .isTrue();
        assertThat(Imported.ALL.contain("dev.outloop.testkit.fake.InMemoryVault"))
                .isTrue();
        assertThat(Imported.ALL.contain(PackagesTest.class)).isFalse();
    }
}
