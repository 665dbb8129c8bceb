package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AudienceTest {

    @Test
    void aLiteralIsFoundForItsOwnAlone() {
        PatternSet patterns =
                set(Literals.ownOf("acme", "hunter2hunter2"), Literals.ownOf("globex", "letmein-letmein"));
        String text = "hunter2hunter2 letmein-letmein";
        assertThat(Literals.found(patterns, "acme", text)).containsExactly("0-14");
        assertThat(Literals.found(patterns, "globex", text)).containsExactly("15-30");
        assertThat(Literals.found(patterns, "other", text)).isEmpty();
    }

    @Test
    void aLongerInvisibleLiteralDoesNotHideAShorterVisibleOne() {
        PatternSet patterns = set(
                Literals.ownOf("acme", "abcdefgh"),
                Literals.ownOf("globex", "abcdefghij"),
                Literals.ownOf("globex", "abcdefghijkl"));
        assertThat(Literals.found(patterns, "globex", "abcdefghijkl")).containsExactly("0-12");
        assertThat(Literals.found(patterns, "acme", "abcdefghijkl")).containsExactly("0-8");
        assertThat(Literals.found(patterns, "globex", "abcdefghi")).isEmpty();
    }

    @Test
    void anInvisibleLiteralHoldsNothingBack() {
        PatternSet patterns = set(Literals.ownOf("acme", "abcdefgh"), Literals.ownOf("globex", "abcdefghij"));
        assertThat(Literals.undecided(patterns, "globex", "-abcdefgh")).isEqualTo(1);
        assertThat(Literals.undecided(patterns, "acme", "-abcdefgh")).isEqualTo(9);
        assertThat(Literals.undecided(patterns, "acme", "-abcdefg")).isEqualTo(1);
        assertThat(Literals.undecided(patterns, "other", "-abcdefg")).isEqualTo(8);
    }

    @Test
    void aVisibleOneBehindInvisibleOnesStillHoldsBack() {
        PatternSet patterns = set(
                Literals.ownOf("globex", "abcdefghaa"),
                Literals.ownOf("globex", "abcdefghab"),
                Literals.ownOf("acme", "abcdefghac"));
        assertThat(Literals.undecided(patterns, "acme", "-abcdefgh")).isEqualTo(1);
        assertThat(Literals.undecided(patterns, "acme", "-abcdefghax")).isEqualTo(11);
    }

    @Test
    void theSameLiteralOfTwoIsFoundForEither() {
        PatternSet patterns = set(Literals.ownOf("acme", "abcdefgh"), Literals.ownOf("globex", "abcdefgh"));
        for (String workspace : new String[] {"acme", "globex"}) {
            assertThat(Literals.found(patterns, workspace, "-abcdefgh")).containsExactly("1-9");
            assertThat(Literals.undecided(patterns, workspace, "-abcdef")).isEqualTo(1);
        }
        assertThat(Literals.found(patterns, "other", "-abcdefgh")).isEmpty();
    }

    private static PatternSet set(Pattern... patterns) {
        return PatternSet.of(List.of(patterns), new AtomicBoolean());
    }
}
