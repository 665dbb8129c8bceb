package dev.outloop.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretAccess;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Who may open a secret. {@link SecretAccess} is a reviewer's search term, not a boundary, and this is the search.
 */
@DisplayName("Secrets")
class SecretsTest {

    private static final Set<String> OPENERS = Set.of(
            // Whether the bytes may stand where the placement wants them, such as no line break in a header.
            "dev.outloop.core.internal.lease.Fit",
            // Puts the credential on the wire, and derives what it is written as.
            "dev.outloop.core.internal.dispatch.Credentials",
            // Derives the key of the trail's fingerprints from the secret that the configuration names.
            "dev.outloop.core.internal.journal.AuditSecret",
            // Learns the encoded forms to cut from responses.
            "dev.outloop.core.internal.secrets.SecretRegistry",
            // The second look at what is released shares no code with the first, so it takes the value itself.
            "dev.outloop.core.internal.redact.CheckedValue",
            // The keystore writes what it is given to store, under a passphrase that another vault may lend it.
            "dev.outloop.core.internal.keystore.KeystoreBackend",
            "dev.outloop.core.internal.keystore.Passphrase",
            // The same for the key that signs checkpoints.
            "dev.outloop.core.internal.journal.TrailKeys",
            // Writes a vault's own credential into the body of a log-in.
            "dev.outloop.core.internal.vault.JsonBody",
            // A backend of one class, which hands what it is given to store to its program.
            "dev.outloop.samples.pass.PassBackend",
            // Host test support: a fake vault copies what a test stores, and contract tests compare what comes back.
            "dev.outloop.testkit.fake.InMemoryVault",
            "dev.outloop.testkit.contract.OpenVault",
            "dev.outloop.testkit.contract.FaultyVault",
            "dev.outloop.testkit.contract.VaultBackendContract",
            "dev.outloop.testkit.contract.VaultStoringContract");

    /** Declares what the others use. */
    private static final Set<String> DECLARED =
            Set.of(Secret.class.getName(), SecretAccess.class.getName(), InsecureSecretAccess.class.getName());

    private static final DescribedPredicate<JavaClass> OPEN_SECRETS = DescribedPredicate.describe(
            "handle SecretAccess",
            type -> type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .anyMatch(target -> target.isAssignableTo(SecretAccess.class)
                            || target.isEquivalentTo(InsecureSecretAccess.class)));

    private static final ArchRule ONLY_LISTED = classes()
            .that(OPEN_SECRETS)
            .should(ArchConditions.<JavaClass>be(
                    DescribedPredicate.describe("on the list of openers", SecretsTest::isListed)));

    private static boolean isListed(JavaClass type) {
        String outermost = type.getName().split("\\$", 2)[0];
        return OPENERS.contains(outermost)
                || DECLARED.contains(outermost)
                // A backend sends its own token to its vendor, and nothing else of it needs to.
                || Imported.packageOf(type).matches("dev\\.outloop\\.backend\\.\\w+\\.internal(\\..*)?");
    }

    @Test
    void areOpenedByListedClassesOnly() {
        Verdict.holds(ONLY_LISTED);
        Verdict.breaks(
                ONLY_LISTED,
                "Logs",
                "package dev.outloop.core.internal.journal; class Logs {"
                        + " byte[] of(dev.outloop.secret.Secret secret) {"
                        + " return secret.toByteArray(dev.outloop.secret.InsecureSecretAccess.get()); } }");
    }

    @Test
    void areNotOpenedByReferenceOrByAHandedAccessEither() {
        Verdict.breaks(
                ONLY_LISTED,
                "Refers",
                "package dev.outloop.core.internal.authorize; class Refers {"
                        + " java.util.function.Supplier<?> access = dev.outloop.secret.InsecureSecretAccess::get; }");
        Verdict.breaks(
                ONLY_LISTED,
                "Passes",
                "package dev.outloop.backend.one; class Passes {"
                        + " byte[] of(dev.outloop.secret.Secret secret, dev.outloop.secret.SecretAccess access) {"
                        + " return secret.toByteArray(access); } }");
    }

    @Test
    void areStillOpenedByEveryListedClass() {
        assertThat(Imported.ALL.stream()
                        .filter(OPEN_SECRETS)
                        .map(type -> type.getName().split("\\$", 2)[0]))
                .containsAll(OPENERS);
    }
}
