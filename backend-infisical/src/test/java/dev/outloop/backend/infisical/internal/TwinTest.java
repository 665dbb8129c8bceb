package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.VaultException;
import dev.outloop.testkit.twin.Twin;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Without the one check that each is about, the tests of the other classes could not hold. */
class TwinTest {

    private static final String MODULE = "dev.outloop.backend.infisical";

    /** How many log-ins one ended token costs when 16 threads ask. */
    static final class LogIns implements Supplier<Integer> {
        @Override
        public Integer get() {
            try (Fixture vault = new Fixture()) {
                vault.infisical.keep("/", "KEY", "value");
                vault.lend("KEY");
                vault.infisical.expireTokens();
                Together.run(16, () -> vault.lend("KEY"));
                return vault.infisical.logIns.get() - 1;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is lent of a secret that is not shown. */
    static final class Hidden implements Supplier<String> {
        @Override
        public String get() {
            try (Fixture vault = new Fixture()) {
                vault.infisical.keep("/", "KEY", "stands in for it").put("secretValueHidden", true);
                return vault.lend("KEY");
            } catch (VaultException e) {
                return e.code().name();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is lent for a service token whose only folder is another. */
    static final class Elsewhere implements Supplier<String> {
        @Override
        public String get() {
            try (Fixture vault = Fixture.byToken()) {
                vault.infisical.keep("/own", "KEY", "value of own");
                vault.infisical.scope = "/own";
                return vault.lend("other/KEY");
            } catch (VaultException e) {
                return e.code().name();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void withEverythingInItTheTwinIsAsTheRest() {
        Twin twin = Twin.unchanged(MODULE);
        assertThat(twin.newInstance(Supplier.class, LogIns.class).get()).isEqualTo(1);
        assertThat(twin.newInstance(Supplier.class, Hidden.class).get()).isEqualTo("SECRET_WITHHELD");
        assertThat(twin.newInstance(Supplier.class, Elsewhere.class).get()).isEqualTo("VAULT_FAILED");
    }

    @Test
    void withoutTheLookForANewerTokenEveryThreadLogsIn() {
        Twin twin = Twin.without(MODULE + ".internal.UniversalAuth#fetchedMeanwhile", MODULE);
        assertThat((Integer) twin.newInstance(Supplier.class, LogIns.class).get())
                .isGreaterThan(1);
        twin.requireReached();
    }

    @Test
    void withoutTheLookAtTheFlagTheStandInIsLent() {
        Twin twin = Twin.without(MODULE + ".internal.SecretAnswer#requireShown", MODULE);
        assertThat(twin.newInstance(Supplier.class, Hidden.class).get()).isEqualTo("stands in for it");
        twin.requireReached();
    }

    @Test
    void withoutTheLookAtThePlaceAnotherSecretIsLent() {
        Twin twin = Twin.without(MODULE + ".internal.SecretAnswer#requireThere", MODULE);
        assertThat(twin.newInstance(Supplier.class, Elsewhere.class).get()).isEqualTo("value of own");
        twin.requireReached();
    }
}
