package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretRegistryTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SecretRegistry registry = new SecretRegistry(new SteppedClock(now), Duration.ofHours(1));

    @Test
    void theSameValueAgainRebuildsNothing() {
        registry.learn("v:a", secret("first-value"));
        PatternSet before = registry.patterns();
        registry.learn("v:a", secret("first-value"));
        assertThat(registry.patterns()).isSameAs(before);
        registry.learn("v:a", secret("other-value"));
        assertThat(registry.patterns()).isNotSameAs(before);
    }

    @Test
    void anEarlierSnapshotIsNotChanged() {
        PatternSet before = registry.patterns();
        registry.learn("v:a", secret("first-value"));
        assertThat(finds(before, "first-value")).isFalse();
        assertThat(finds(registry.patterns(), "first-value")).isTrue();
    }

    @Test
    void rotatedValuesStayKnown() {
        registry.learn("v:a", secret("first-value"));
        registry.learn("v:a", secret("other-value"));
        assertThat(finds(registry.patterns(), "first-value")).isTrue();
        assertThat(finds(registry.patterns(), "other-value")).isTrue();
    }

    @Test
    void keepsTheLastFourRotatedValuesOfAKey() {
        for (int i = 0; i < 6; i++) {
            registry.learn("v:a", secret("value-no-" + i));
        }
        assertThat(finds(registry.patterns(), "value-no-0")).isFalse();
        for (int i = 1; i < 6; i++) {
            assertThat(finds(registry.patterns(), "value-no-" + i)).isTrue();
        }
    }

    @Test
    void valuesThatComeInTurnsPushNoOtherOut() {
        registry.learn("v:a", secret("value-of-yesterday"));
        for (int i = 0; i < 10; i++) {
            registry.learn("v:a", secret("value-no-" + i % 2));
        }
        assertThat(finds(registry.patterns(), "value-of-yesterday")).isTrue();
        assertThat(finds(registry.patterns(), "value-no-0")).isTrue();
        assertThat(finds(registry.patterns(), "value-no-1")).isTrue();
    }

    @Test
    void aRotatedValueLeavesWithTheFirstChangeAfterItsTime() {
        registry.learn("v:a", secret("first-value"));
        registry.learn("v:a", secret("other-value"));
        now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
        registry.learn("v:b", secret("something-else"));
        assertThat(finds(registry.patterns(), "first-value")).isTrue();
        now.set(Instant.EPOCH.plus(Duration.ofHours(1)).plusSeconds(1));
        registry.learn("v:c", secret("something-new"));
        assertThat(finds(registry.patterns(), "first-value")).isFalse();
        assertThat(finds(registry.patterns(), "other-value")).isTrue();
    }

    @Test
    void valuesBelowEightBytesAreNotLearnt() {
        registry.learn("v:a", secret("1234567"));
        assertThat(registry.patterns().size()).isZero();
        registry.learn("v:a", secret("12345678"));
        assertThat(finds(registry.patterns(), "12345678")).isTrue();
    }

    @Test
    void refusesAValueThatIsTooLongToSearchFor() {
        assertThatThrownBy(() -> registry.learn("v:a", secret("x".repeat(SecretRegistry.MAX_VALUE_BYTES + 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("xxx");
    }

    @Test
    void knowsTheLinesOfAKeyButNotItsArmor() {
        String pem = "-----BEGIN PRIVATE KEY-----\nT1VUTE9PUC1DQU5BUlktTk9U\nshort\r\n  aW5kZW50ZWQtbGluZQ==  \n"
                + "-----END PRIVATE KEY-----\n";
        registry.learn("v:pem", secret(pem));
        assertThat(finds(registry.patterns(), "line: T1VUTE9PUC1DQU5BUlktTk9U."))
                .isTrue();
        assertThat(finds(registry.patterns(), "line: aW5kZW50ZWQtbGluZQ==.")).isTrue();
        assertThat(finds(registry.patterns(), pem.strip())).isTrue();
        assertThat(finds(registry.patterns(), "-----BEGIN PRIVATE KEY-----\n")).isFalse();
        assertThat(finds(registry.patterns(), "a short line")).isFalse();
    }

    @Test
    void aSnapshotIsUselessAfterClosing() {
        registry.learn("v:a", secret("first-value"));
        PatternSet patterns = registry.patterns();
        assertThat(finds(patterns, "first-value")).isTrue();
        registry.close();
        assertThatThrownBy(() -> finds(patterns, "harmless")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> registry.learn("v:a", secret("first-value")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void textFormsHoldNoValue() {
        registry.learn("v:a", secret("first-value"));
        assertThat(registry + " " + registry.patterns()).doesNotContain("first", "v:a");
    }

    @Test
    void manyThreadsMayLearnWhileValuesRotate() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
            threads[t] = new Thread(() -> {
                for (int i = 0; i < 200; i++) {
                    registry.learn("v:a", secret("rotating-" + i % 3));
                }
            });
            threads[t].setUncaughtExceptionHandler((thread, e) -> failures.incrementAndGet());
            threads[t].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).hasValue(0);
        assertThat(registry.patterns().size()).isPositive();
    }

    static boolean finds(PatternSet patterns, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        AtomicInteger found = new AtomicInteger();
        patterns.scan(bytes, 0, bytes.length, true, "acme", (from, to, kind) -> found.incrementAndGet());
        return found.get() > 0;
    }

    private static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A clock that stands where the test puts it. */
    private static final class SteppedClock extends Clock {
        private final AtomicReference<Instant> now;

        private SteppedClock(AtomicReference<Instant> now) {
            this.now = now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
