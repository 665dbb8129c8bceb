package dev.outloop.backend.onepassword.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.onepassword.internal.RememberedIds.Place;
import dev.outloop.testkit.fake.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Remembered ids")
class RememberedIdsTest {

    private final TestClock clock = TestClock.create();
    private final RememberedIds ids = new RememberedIds(clock);

    @Test
    void areThoseOfTheirVaultAlone() {
        ids.keep(new Place("v", "name"), List.of("a"));

        assertThat(ids.find(new Place("v", "name"))).contains(List.of("a"));
        assertThat(ids.find(new Place("w", "name"))).isEmpty();
        assertThat(ids.find(new Place("", "name"))).isEmpty();
    }

    @Test
    void areForgottenInTime() {
        ids.keep(new Place("v", "one"), List.of("a"));
        ids.keep(new Place("v", "none"), List.of());
        ids.keep(new Place("v", "two"), List.of("a", "b"));

        clock.advance(RememberedIds.OTHERS_FOR.minusNanos(1));
        assertThat(ids.find(new Place("v", "none"))).contains(List.of());
        assertThat(ids.find(new Place("v", "two"))).contains(List.of("a", "b"));
        clock.advance(Duration.ofNanos(1));
        assertThat(ids.find(new Place("v", "none"))).isEmpty();
        assertThat(ids.find(new Place("v", "two"))).isEmpty();
        clock.advance(RememberedIds.ONE_FOR.minus(RememberedIds.OTHERS_FOR).minusNanos(1));
        assertThat(ids.find(new Place("v", "one"))).contains(List.of("a"));
        clock.advance(Duration.ofNanos(1));
        assertThat(ids.find(new Place("v", "one"))).isEmpty();
    }

    @Test
    void areOfAThousandNamesAtMostAndThoseInUseStay() {
        ids.keep(new Place("v", "used"), List.of("a"));
        for (int i = 0; i < RememberedIds.MAX_NAMES; i++) {
            ids.keep(new Place("v", "n" + i), List.of("b"));
            assertThat(ids.find(new Place("v", "used"))).isPresent();
        }
        assertThat(ids.find(new Place("v", "n0"))).isEmpty();
        assertThat(ids.find(new Place("v", "n1"))).isPresent();
    }
}
