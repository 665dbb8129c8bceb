package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.journal.TrailBuilder.Signer;
import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Lines whose hashes are as they must be, as anybody can compute them, but which were never written there. */
class TrailForgeryTest {

    private static final String ONE = TrailBuilder.name(1);

    private static TrailBuilder trail() {
        return new TrailBuilder(1, Signer.OWN).records(3);
    }

    private static TrailReport verify(TrailFiles files) throws IOException {
        return TrailVerifier.verify(files, TrailTrust.NONE, TrailProgress.NONE);
    }

    private static void requireWrong(TrailBuilder trail, long line, long sequence, Kind kind) throws IOException {
        assertThat(verify(trail.files()).wrong()).isEqualTo(new Wrong(ONE, line, sequence, kind));
    }

    private static String object(String exported) {
        return exported.substring(exported.indexOf(':') + 1, exported.length() - 2);
    }

    private static String note(long after, String members) {
        return "{\"v\":1,\"after\":" + after + ",\"time\":\"2026-01-01T00:00:00Z\",\"event\":" + members + "}";
    }

    @Test
    void aTrueCheckpointSignsNothingInAnotherPlace() throws IOException {
        TrailBuilder trail = trail().checkpoint("COUNT");
        assertThat(verify(trail.files()).signedTo()).isEqualTo(3);
        String genuine = object(trail.exported.get(0));

        requireWrong(trail.line("checkpoint", genuine), 6, 4, Kind.SPLICED);
        requireWrong(trail().saying("else").records(1).line("checkpoint", genuine), 6, 5, Kind.SPLICED);
        TrailBuilder other = new TrailBuilder(2, Signer.OWN).records(3).checkpoint("COUNT");
        requireWrong(trail().line("checkpoint", object(other.exported.get(0))), 5, 4, Kind.SPLICED);
    }

    @Test
    void onlyTheKeyThatTheHeaderNamesSigns() throws IOException {
        requireWrong(trail().signedBy(Signer.OTHER).checkpoint("COUNT"), 5, 4, Kind.WRONG_KEY);
    }

    @Test
    void aNoteStandsWhereItSaysAndIsOne() throws IOException {
        String torn = "\"RECOVERED\",\"torn_bytes\":17";
        assertThat(verify(trail().line("note", note(3, torn)).files()).wrong()).isNull();
        requireWrong(trail().line("note", note(2, torn)), 5, 4, Kind.SPLICED);
        requireWrong(trail().line("note", note(4, torn)), 5, 4, Kind.SPLICED);
        requireWrong(trail().line("note", "{\"v\":1,\"after\":3}"), 5, 4, Kind.UNREADABLE);
        requireWrong(trail().line("note", note(3, "\"MISSED\",\"from\":5,\"to\":6")), 5, 4, Kind.UNREADABLE);
        requireWrong(trail().line("note", note(3, "\"MISSED\",\"from\":4,\"to\":3")), 5, 4, Kind.UNREADABLE);
        requireWrong(trail().line("checkpoint", "{\"v\":1,\"after\":3}"), 5, 4, Kind.UNREADABLE);
    }

    @Test
    void aHeaderStandsAtTheStartOfAFileAlone() throws IOException {
        String header = Objects.requireNonNull(trail().lines().get(1)).get(0);
        String object = header.substring(header.indexOf(':') + 1, header.lastIndexOf(",\"chain\""));

        requireWrong(trail().line("trail", object), 5, 4, Kind.SPLICED);
    }

    @Test
    void noNumberIsLeftOutOrGivenTwice() throws IOException {
        requireWrong(trail().skip(1).records(1), 5, 4, Kind.MISSING);
        requireWrong(trail().skip(-1).records(1), 5, 4, Kind.EDITED);
    }

    @Test
    void namesWhatIsMissingFromTheEndOfAFile() throws IOException {
        for (int behind = 0; behind < 3; behind++) {
            TreeMap<Integer, List<String>> lines =
                    trail().rotate().records(behind).lines();
            List<String> first = Objects.requireNonNull(lines.get(1));
            assertThat(verify(TrailBuilder.files(lines, "")).wrong()).isNull();

            first.subList(3, 5).clear();

            assertThat(verify(TrailBuilder.files(lines, "")).wrong()).isEqualTo(new Wrong(ONE, 4, 3, Kind.MISSING));
        }
    }

    @Test
    void namesWhatStandsBehindTheEndOfAFile() throws IOException {
        for (int behind = 0; behind < 3; behind++) {
            TreeMap<Integer, List<String>> lines =
                    trail().rotate().records(behind).lines();
            lines.put(
                    1,
                    Objects.requireNonNull(
                            trail().checkpoint("ROTATION").records(2).lines().get(1)));

            assertThat(verify(TrailBuilder.files(lines, "")).wrong()).isEqualTo(new Wrong(ONE, 6, 4, Kind.SPLICED));
        }
    }

    @Test
    void aStubOfAFileThatIsStillThereSaysTheSameOfIt() throws IOException {
        TrailBuilder trail = trail().rotate().records(2);
        List<String> first = Objects.requireNonNull(trail.lines().get(1));
        TreeMap<Integer, List<String>> crashed = trail.remove().lines();
        crashed.put(1, first);
        assertThat(verify(TrailBuilder.files(crashed, trail.stubs())).wrong())
                .as("removed by now, but for a crash")
                .isNull();
        crashed.remove(2);
        assertThat(verify(TrailBuilder.files(crashed, trail.stubs())).wrong()).isNull();

        TrailBuilder other =
                new TrailBuilder(1, Signer.OWN).saying("else").records(3).rotate();
        other.remove();
        assertThat(verify(TrailBuilder.files(crashed, other.stubs())).wrong())
                .isEqualTo(new Wrong(ONE, 5, 4, Kind.REWRITTEN));
    }

    @Test
    void looksAgainWhereAFileIsRemovedMeanwhile() throws IOException {
        TrailFiles files = trail().files();

        assertThat(verify(new Removing(files, 2)).wrong()).isNull();
        assertThatThrownBy(() -> verify(new Removing(files, 3))).isInstanceOf(NoSuchFileException.class);
    }

    /** Opens a file only after it was asked some times. */
    private static final class Removing implements TrailFiles {
        private final TrailFiles files;
        private int left;

        Removing(TrailFiles files, int left) {
            this.files = files;
            this.left = left;
        }

        @Override
        public List<String> names() throws IOException {
            return files.names();
        }

        @Override
        public long size(String name) throws IOException {
            return files.size(name);
        }

        @Override
        public InputStream open(String name) throws IOException {
            if (left > 0) {
                left--;
                throw new NoSuchFileException(name);
            }
            return files.open(name);
        }
    }

    @Test
    void tellsHowFarItHasComeAndThatAllIsDone() throws IOException {
        TrailFiles files = trail().rotate().records(1 << 15).files();
        long first = files.size(ONE);
        long total = first + files.size(TrailBuilder.name(2));
        List<List<Long>> told = new ArrayList<>();

        TrailVerifier.verify(files, TrailTrust.NONE, (records, done, all) -> told.add(List.of(records, done, all)));

        assertThat(told).hasSize(2).endsWith(List.of(3L + (1 << 15), total, total));
        assertThat(told.get(0).get(0)).isBetween(1L << 14, 1L << 15);
        assertThat(told.get(0).get(1)).isBetween(total / 2, total - 1);
    }
}
