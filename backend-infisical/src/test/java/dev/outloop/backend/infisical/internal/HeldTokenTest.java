package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.Secret;
import dev.outloop.testkit.fake.Canary;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HeldTokenTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final TokenLife LIFE = new TokenLife(NOW.plusSeconds(50), NOW.plusSeconds(60));

    private final HeldToken held = new HeldToken();
    private final Secret first = Canary.random("first").secret();
    private final Secret second = Canary.random("second").secret();

    @Test
    void isOverwrittenWhenAnotherTakesItsPlaceAndACopyInUseIsNot() {
        held.replace(first, LIFE);
        try (AccessToken copy = held.lend(0, NOW)) {
            held.replace(second, LIFE);
            assertThat(first.isClosed()).isTrue();
            assertThat(copy.secret().isClosed()).isFalse();
        }
        held.close();
        assertThat(second.isClosed()).isTrue();
    }

    @Test
    void thatComesAfterTheEndIsNotKept() {
        held.close();
        held.replace(first, LIFE);
        assertThat(first.isClosed()).isTrue();
        assertThat(held.lend(0, NOW)).isNull();
    }

    @Test
    void isDroppedByItsNumberAlone() {
        held.replace(first, LIFE);
        held.replace(second, LIFE);
        held.drop(1);
        try (AccessToken copy = held.lend(1, NOW)) {
            assertThat(copy.secret().hasSameValueAs(second)).isTrue();
        }
        held.drop(2);
        assertThat(second.isClosed()).isTrue();
        assertThat(held.lend(0, NOW)).isNull();
    }

    @Test
    void isDueFromItsRenewalToItsEnd() {
        held.replace(first, LIFE);
        assertThat(held.isDue(NOW.plus(Duration.ofSeconds(49)))).isFalse();
        assertThat(held.isDue(NOW.plus(Duration.ofSeconds(50)))).isTrue();
        assertThat(held.lend(0, NOW.plus(Duration.ofSeconds(59)))).isNotNull();
        assertThat(held.isDue(NOW.plus(Duration.ofSeconds(60)))).isFalse();
        assertThat(held.lend(0, NOW.plus(Duration.ofSeconds(60)))).isNull();
    }
}
