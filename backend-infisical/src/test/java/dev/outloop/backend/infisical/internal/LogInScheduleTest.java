package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** Tokens end and log-ins fail by chance, and what a model says of the number of log-ins and of the answers holds. */
class LogInScheduleTest {

    private static final int STEPS = Boolean.getBoolean("outloop.full") ? 400 : 40;

    /** What may be expected next, when everything is asked by several threads at once. */
    private static final class Model {
        boolean isTokenGood;
        boolean isCredentialRight = true;
    }

    @RepeatedTest(4)
    void oneLogInForEachEndOfATokenAndNobodyIsToldOfIt() throws Exception {
        long seed = Long.getLong("outloop.seed", System.nanoTime());
        Random random = new Random(seed);
        Model model = new Model();
        try (Fixture vault = new Fixture()) {
            vault.infisical.expiresIn = "100000";
            vault.infisical.keep("/", "KEY", "value-of-the-key");
            byte[] right = vault.infisical.clientSecret.bytes();
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(5)) {
                    case 0 -> {
                        vault.infisical.expireTokens();
                        model.isTokenGood = false;
                    }
                    case 1 -> {
                        vault.clientSecret().renew(("wrong-" + step).getBytes(StandardCharsets.US_ASCII));
                        model.isCredentialRight = false;
                    }
                    case 2 -> {
                        vault.clientSecret().renew(right);
                        // After a rejection it is looked at again no more often than that.
                        vault.clock.advance(Duration.ofSeconds(1));
                        model.isCredentialRight = true;
                    }
                    default -> vault.clock.advance(Duration.ofSeconds(random.nextInt(40)));
                }
                ask(vault, model, 1 + random.nextInt(8), "seed " + seed + ", step " + step);
            }
        }
    }

    private static void ask(Fixture vault, Model model, int threads, String when) throws Exception {
        int before = vault.infisical.logIns.get();
        List<Object> results = Together.run(threads, () -> vault.lend("KEY"));
        int logIns = vault.infisical.logIns.get() - before;
        boolean given = results.stream().allMatch("value-of-the-key"::equals);
        boolean denied = results.stream()
                .allMatch(
                        result -> result instanceof VaultException e && e.code().equals(ErrorCode.VAULT_DENIED));
        assertThat(given || denied)
                .as("all are given the value or all are denied, %s: %s", when, results)
                .isTrue();
        assertThat(given)
                .as("a good token or a right credential is enough, %s", when)
                .isEqualTo(model.isTokenGood || model.isCredentialRight);
        if (model.isTokenGood) {
            assertThat(logIns).as("log-ins with a good token, %s", when).isZero();
        } else if (given) {
            assertThat(logIns).as("log-ins for one end of a token, %s", when).isEqualTo(1);
            model.isTokenGood = true;
        } else {
            assertThat(logIns).as("rejected log-ins, %s", when).isLessThanOrEqualTo(1);
        }
    }
}
