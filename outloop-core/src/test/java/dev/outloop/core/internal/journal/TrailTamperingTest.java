package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.journal.TrailBuilder.Signer;
import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every kind of tampering, at every line of a small trail and at random ones of a large one. */
class TrailTamperingTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 1000 : 60;

    @BeforeAll
    static void printSeed() {
        System.out.println("TrailTamperingTest: -Doutloop.seed=" + SEED);
    }

    private static TrailBuilder small(int id) {
        TrailBuilder trail = new TrailBuilder(id, Signer.OWN).saying("codex-" + id);
        trail.records(3).checkpoint("COUNT").records(2).rotate();
        trail.records(2)
                .torn()
                .records(2)
                .checkpoint("TIME")
                .missed(4)
                .records(1)
                .rotate();
        return trail.records(3).checkpoint("COUNT").records(2).checkpoint("CLOSE");
    }

    private static TrailReport verify(Map<Integer, List<String>> lines) throws IOException {
        return TrailVerifier.verify(TrailBuilder.files(lines, ""), TrailTrust.NONE, TrailProgress.NONE);
    }

    /** A line of a trail, and the one in whose place the next line of the trail stands. */
    private record Place(int segment, int index, boolean last) {
        List<String> in(TreeMap<Integer, List<String>> lines) {
            return Objects.requireNonNull(lines.get(segment));
        }

        boolean isAt(Wrong wrong) {
            return wrong.file().equals(TrailBuilder.name(segment)) && wrong.line() == index + 1;
        }

        Place next() {
            return last ? new Place(segment + 1, 0, false) : new Place(segment, index + 1, false);
        }
    }

    private static List<Place> places(TreeMap<Integer, List<String>> lines) {
        return lines.entrySet().stream()
                .flatMap(entry -> IntStream.range(0, entry.getValue().size())
                        .mapToObj(i -> new Place(
                                entry.getKey(), i, i == entry.getValue().size() - 1)))
                .toList();
    }

    private interface Change {
        void make(List<String> lines, int index);
    }

    private static void requireFound(TrailBuilder trail, Place place, Place named, Change change, Kind... kinds)
            throws IOException {
        TreeMap<Integer, List<String>> lines = trail.lines();
        String before = place.in(lines).get(place.index());
        change.make(place.in(lines), place.index());
        Wrong wrong = verify(lines).wrong();
        assertThat(wrong).as("seed %s, %s of %s", SEED, place, before).isNotNull();
        assertThat(wrong.kind()).as("seed %s, %s: %s", SEED, place, before).isIn((Object[]) kinds);
        assertThat(named.isAt(wrong))
                .as("seed %s, %s: %s named as %s", SEED, place, before, wrong)
                .isTrue();
    }

    private static String object(String line) {
        return line.substring(line.indexOf(':') + 1, line.lastIndexOf(",\"chain\""));
    }

    private static String stated(String line) {
        return line.substring(line.length() - 67, line.length() - 3);
    }

    private static String editText(String line) {
        return line.replace("2026-01-01T00", "2026-01-01T01");
    }

    private static String editHash(String line) {
        char digit = line.charAt(line.length() - 10);
        return line.substring(0, line.length() - 10) + (digit == '0' ? '1' : '0') + line.substring(line.length() - 9);
    }

    @Test
    void accusesNothingUntouched() throws IOException {
        TrailReport report = verify(small(1).lines());

        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(16);
        assertThat(report.lastSequence()).isEqualTo(20).isEqualTo(small(1).last());
        assertThat(report.segments()).isEqualTo(3);
        assertThat(report.checkpoints()).isEqualTo(6);
        assertThat(report.signedTo()).isEqualTo(20);
        assertThat(report.signedBy()).containsExactly(Signer.OWN.key);
    }

    @Test
    void findsEveryEditedLineAndHash() throws IOException {
        TrailBuilder trail = small(1);
        for (Place place : places(trail.lines())) {
            requireFound(trail, place, place, (lines, i) -> lines.set(i, editText(lines.get(i))), Kind.EDITED);
            requireFound(trail, place, place, (lines, i) -> lines.set(i, editHash(lines.get(i))), Kind.EDITED);
            requireFound(trail, place, place, (lines, i) -> lines.set(i, "{}\n"), Kind.UNREADABLE);
        }
    }

    @Test
    void findsEveryLineThatIsMissing() throws IOException {
        TrailBuilder trail = small(1);
        List<Place> places = places(trail.lines());
        for (Place place : places.subList(0, places.size() - 1)) {
            String line = place.in(trail.lines()).get(place.index());
            Kind[] kinds = line.startsWith("{\"record\"") || line.startsWith("{\"trail\"")
                    ? new Kind[] {Kind.MISSING}
                    : new Kind[] {Kind.EDITED, Kind.MISSING};
            // Behind the record of an unsigned end of a segment only the next header tells.
            requireFound(trail, place, place.last() ? place.next() : place, List::remove, kinds);
        }
    }

    @Test
    void findsEveryLineThatIsThereTwiceOrInAnothersPlace() throws IOException {
        TrailBuilder trail = small(1);
        for (Place place : places(trail.lines())) {
            Place behind = new Place(place.segment(), place.index() + 1, false);
            requireFound(trail, place, behind, (lines, i) -> lines.add(i + 1, lines.get(i)), Kind.DUPLICATED);
            if (place.index() > 0 && !place.last()) {
                requireFound(trail, place, place, (lines, i) -> lines.add(i, lines.remove(i + 1)), Kind.REORDERED);
            }
        }
    }

    @Test
    void findsEveryLineFromAnotherTrail() throws IOException {
        TrailBuilder trail = small(1);
        TreeMap<Integer, List<String>> others = small(2).lines();
        List<Place> places = places(trail.lines());
        for (Place place : places.subList(1, places.size() - 1)) {
            String other = place.in(others).get(place.index());
            boolean same = object(other).equals(object(place.in(trail.lines()).get(place.index())));
            requireFound(trail, place, place, (lines, i) -> lines.set(i, other), same ? Kind.EDITED : Kind.SPLICED);
            requireFound(trail, place, place, (lines, i) -> lines.add(i, other), Kind.SPLICED, Kind.MISSING);
        }
    }

    @Test
    void findsEveryLineThatWasMadeUpWithItsHash() throws IOException {
        TrailBuilder trail = small(1);
        for (Place place : places(trail.lines())) {
            TreeMap<Integer, List<String>> lines = trail.lines();
            List<String> segment = place.in(lines);
            String line = editText(segment.get(place.index()));
            String before = place.index() > 0
                    ? stated(segment.get(place.index() - 1))
                    : place.segment() == 1
                            ? "0".repeat(64)
                            : stated(segment.get(0).replaceFirst(".*\"prev\":\"([0-9a-f]{64}).*\n", "$1xxx"));
            String made = line.replace(stated(line), TrailBuilder.chain(before, object(line)));
            segment.set(place.index(), made);

            Wrong wrong = verify(lines).wrong();

            assertThat(wrong).as("%s: %s", place, made).isNotNull();
            assertThat(place.isAt(wrong) || place.next().isAt(wrong))
                    .as("%s named as %s", place, wrong)
                    .isTrue();
        }
    }

    @Test
    void findsSegmentsThatAreMissingSwappedOrForeign() throws IOException {
        TreeMap<Integer, List<String>> lines = small(1).lines();
        lines.remove(2);
        assertThat(verify(lines).wrong()).isEqualTo(new Wrong("trail-000002.jsonl", 1, 6, Kind.MISSING));

        lines = small(1).lines();
        lines.remove(1);
        assertThat(verify(lines).wrong()).isEqualTo(new Wrong("trail-000001.jsonl", 1, 1, Kind.MISSING));

        lines = small(1).lines();
        lines.put(2, Objects.requireNonNull(lines.put(3, Objects.requireNonNull(lines.get(2)))));
        assertThat(verify(lines).wrong()).isEqualTo(new Wrong("trail-000002.jsonl", 1, 6, Kind.REORDERED));

        lines = small(1).lines();
        lines.put(3, Objects.requireNonNull(lines.get(2)));
        assertThat(verify(lines).wrong()).isEqualTo(new Wrong("trail-000003.jsonl", 1, 16, Kind.DUPLICATED));

        lines = small(1).lines();
        lines.put(2, Objects.requireNonNull(small(2).lines().get(2)));
        assertThat(verify(lines).wrong()).isEqualTo(new Wrong("trail-000002.jsonl", 1, 6, Kind.SPLICED));
    }

    @Test
    void findsTamperingAtRandomPlacesOfALargeTrail() throws IOException {
        Random random = new Random(SEED);
        TrailBuilder trail = new TrailBuilder(1, Signer.OWN);
        for (int i = 0; i < 12; i++) {
            trail.records(40 + random.nextInt(60)).checkpoint("COUNT").records(random.nextInt(30));
            if (random.nextBoolean()) {
                trail.rotate();
            }
        }
        trail.records(1).checkpoint("CLOSE");
        assertThat(verify(trail.lines()).wrong()).as("seed " + SEED).isNull();
        List<Place> places = places(trail.lines());
        for (int round = 0; round < ROUNDS; round++) {
            Place place = places.get(random.nextInt(places.size() - 1));
            Place behind = new Place(place.segment(), place.index() + 1, false);
            switch (random.nextInt(4)) {
                case 0 ->
                    requireFound(trail, place, place, (lines, i) -> lines.set(i, editText(lines.get(i))), Kind.EDITED);
                case 1 ->
                    requireFound(
                            trail, place, place.last() ? place.next() : place, List::remove, Kind.MISSING, Kind.EDITED);
                case 2 ->
                    requireFound(trail, place, behind, (lines, i) -> lines.add(i + 1, lines.get(i)), Kind.DUPLICATED);
                default ->
                    requireFound(trail, place, place, (lines, i) -> lines.set(i, editHash(lines.get(i))), Kind.EDITED);
            }
        }
    }
}
