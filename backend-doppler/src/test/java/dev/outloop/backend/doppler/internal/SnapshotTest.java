package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.Secret;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is kept of a download")
class SnapshotTest {

    private final Snapshot snapshot = new Snapshot();
    private final Secret first = secret("first");
    private final Secret second = secret("second");

    @Test
    void isLentInCopies() {
        snapshot.replace("\"1\"", Map.of("NAME", first));
        try (Secret copy = snapshot.copyOf("NAME").orElseThrow();
                Secret other = snapshot.copyOf("NAME").orElseThrow()) {
            other.close();
            assertThat(copy.hasSameValueAs(first)).isTrue();
        }
        assertThat(first.isClosed()).isFalse();
        assertThat(snapshot.copyOf("OTHER")).isEmpty();
        assertThat(snapshot.tag()).contains("\"1\"");
    }

    @Test
    void isOverwrittenWhenOthersTakeItsPlace() {
        snapshot.replace("\"1\"", Map.of("NAME", first));
        assertThat(first.isClosed()).isFalse();
        snapshot.replace(null, Map.of("NAME", second));

        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(snapshot.tag()).isEmpty();
    }

    @Test
    void isOverwrittenWhenItIsForgotten() {
        snapshot.replace("\"1\"", Map.of("NAME", first));
        snapshot.clear();

        assertThat(first.isClosed()).isTrue();
        assertThat(snapshot.tag()).isEmpty();
        assertThat(snapshot.copyOf("NAME")).isEmpty();
    }

    @Test
    void isOverwrittenWhenItIsClosedAndTakesNothingThen() {
        snapshot.replace("\"1\"", Map.of("NAME", first));
        snapshot.close();
        snapshot.replace("\"2\"", Map.of("NAME", second));

        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isTrue();
        assertThat(snapshot.tag()).isEmpty();
        assertThat(snapshot.copyOf("NAME")).isEmpty();
    }

    private static Secret secret(String value) {
        return Secret.ofUtf8(value.toCharArray());
    }
}
