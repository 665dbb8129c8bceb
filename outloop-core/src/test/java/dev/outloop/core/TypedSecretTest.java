package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class TypedSecretTest {

    /** Made up, in the form of GitHub's tokens. */
    private static final String UNREGISTERED = "gh" + "p_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi";

    @Test
    void whatDetectorsFindIsCutBeforeItIsRecorded() {
        assertThat(new TypedSecret().apply("see " + UNREGISTERED + " there")).isEqualTo("see [redacted] there");
        assertThat(new TypedSecret().apply("nothing here")).isEqualTo("nothing here");
    }

    @Test
    void withoutTheLookForItItWouldStand() {
        Twin twin = Twin.without("dev.outloop.core.internal.redact.Redactors#mayFindIn");
        @SuppressWarnings("unchecked") // the fixture implements it for text
        UnaryOperator<String> scrub = twin.newInstance(UnaryOperator.class, TypedSecret.class);

        assertThat(scrub.apply("see " + UNREGISTERED)).isEqualTo("see " + UNREGISTERED);
        twin.requireReached();
    }
}
