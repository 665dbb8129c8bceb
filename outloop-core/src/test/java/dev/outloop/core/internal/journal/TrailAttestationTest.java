package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.outloop.core.internal.journal.TrailBuilder.Signer;
import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keys, exported checkpoints and stubs show beyond the chain, and that none of it accuses an honest trail. */
class TrailAttestationTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 1000 : 40;

    @TempDir
    private Path temp;

    @BeforeAll
    static void printSeed() {
        System.out.println("TrailAttestationTest: -Doutloop.seed=" + SEED);
    }

    private TrailTrust exported(String... lines) throws IOException {
        Path file = temp.resolve("checkpoints.jsonl");
        Files.writeString(file, String.join("", lines), StandardCharsets.ISO_8859_1);
        return new TrailTrust(Set.of(), List.of(file));
    }

    private TrailTrust exported(TrailBuilder trail) throws IOException {
        return exported(trail.exported.toArray(String[]::new));
    }

    /** By its exported checkpoints, once it has any. */
    private TrailTrust attested(TrailBuilder trail) throws IOException {
        return trail.exported.isEmpty() ? TrailTrust.NONE : exported(trail);
    }

    private static TrailReport verify(TrailFiles files, TrailTrust trust) throws IOException {
        return TrailVerifier.verify(files, trust, TrailProgress.NONE);
    }

    private static TrailBuilder trail(int id, Signer signer) {
        return new TrailBuilder(id, signer)
                .records(3)
                .checkpoint("COUNT")
                .records(2)
                .rotate()
                .records(3);
    }

    @Test
    void neverAccusesAnHonestTrail() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            TrailBuilder trail = new TrailBuilder(1 + round, Signer.OWN);
            int segments = 1;
            for (int step = random.nextInt(25); step > 0; step--) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> trail.records(random.nextInt(9));
                    case 3 -> trail.checkpoint("COUNT");
                    case 4 -> trail.torn();
                    case 5 -> trail.missed(1 + random.nextInt(5));
                    case 6 -> {
                        if (random.nextBoolean()) {
                            trail.rotate();
                        } else {
                            trail.renew(random.nextInt(4));
                        }
                        segments++;
                    }
                    default -> {
                        if (segments > 1) {
                            trail.remove();
                            segments--;
                        }
                    }
                }
            }
            for (TrailTrust trust :
                    List.of(TrailTrust.NONE, new TrailTrust(Set.of(Signer.OWN.key), List.of()), attested(trail))) {
                TrailReport report = verify(trail.files(), trust);
                assertThat(report.wrong()).as("seed " + (SEED + round)).isNull();
                assertThat(report.lastSequence()).isEqualTo(trail.last());
                assertThat(report.segments()).isEqualTo(segments);
            }
        }
    }

    @Test
    void namesACutBeforeAnExportedCheckpointAtAnyLine() throws IOException {
        TrailBuilder trail = trail(1, Signer.OWN).checkpoint("TIME");
        TreeMap<Integer, List<String>> whole = trail.lines();
        TrailTrust trust = exported(trail);
        int cuts = Objects.requireNonNull(whole.get(2)).size();
        for (int cut = 2; cut <= cuts; cut++) {
            TreeMap<Integer, List<String>> lines = trail.lines();
            List<String> last = Objects.requireNonNull(lines.get(2));
            last.subList(last.size() - cut + (cut == cuts ? 1 : 0), last.size()).clear();

            assertThat(verify(TrailBuilder.files(lines, ""), TrailTrust.NONE).wrong())
                    .isNull();
            assertThat(verify(TrailBuilder.files(lines, ""), trust).wrong())
                    .isEqualTo(new Wrong("trail-000002.jsonl", last.size() + 1, 5 + last.size(), Kind.CUT));
        }
        TreeMap<Integer, List<String>> lines = trail.lines();
        lines.remove(2);
        assertThat(verify(TrailBuilder.files(lines, ""), trust).wrong())
                .isEqualTo(new Wrong("trail-000001.jsonl", 9, 6, Kind.CUT));
    }

    @Test
    void namesAnOlderCopyThatWentOnWhereHistoriesPart() throws IOException {
        TrailBuilder before = trail(1, Signer.OWN).checkpoint("TIME").records(4).checkpoint("TIME");
        TrailBuilder other = trail(1, Signer.OWN)
                .checkpoint("TIME")
                .saying("else")
                .records(9)
                .checkpoint("TIME");

        assertThat(verify(other.files(), TrailTrust.NONE).wrong()).isNull();
        assertThat(verify(other.files(), exported(before)).wrong())
                .isEqualTo(new Wrong("trail-000002.jsonl", 10, 13, Kind.REWRITTEN));
    }

    @Test
    void namesATrailThatWasComputedAnewWithAnotherKey() throws IOException {
        TrailFiles anew = trail(1, Signer.OTHER).checkpoint("TIME").files();

        assertThat(verify(anew, TrailTrust.NONE).wrong()).isNull();
        assertThat(verify(anew, new TrailTrust(Set.of(Signer.OWN.key), List.of()))
                        .wrong())
                .isEqualTo(new Wrong("trail-000001.jsonl", 1, 1, Kind.WRONG_KEY));
        assertThat(verify(anew, exported(trail(1, Signer.OWN).checkpoint("TIME")))
                        .wrong())
                .isEqualTo(new Wrong("trail-000001.jsonl", 6, 4, Kind.REWRITTEN));
    }

    /** Whoever makes a trail anew can give it any id, and checkpoints of another id say nothing of it. */
    @Test
    void saysThatNoneOfTheExportedCheckpointsIsOfTheTrail() throws IOException {
        TrailBuilder own = trail(1, Signer.OWN).checkpoint("TIME");
        TrailBuilder other = trail(2, Signer.OTHER).checkpoint("TIME");
        assertThat(verify(other.files(), exported(other)).wrong()).isNull();

        Wrong unattested = new Wrong("trail-000001.jsonl", 1, 1, Kind.UNATTESTED);
        assertThat(verify(other.files(), exported(own)).wrong()).isEqualTo(unattested);
        assertThat(verify(other.files(), exported("")).wrong()).isEqualTo(unattested);
        String unsigned = own.exported.get(0).replace(String.format("%032x", 1), String.format("%032x", 2));
        assertThat(verify(other.files(), exported(unsigned)).wrong()).isEqualTo(unattested);
        assertThatIOException()
                .isThrownBy(() -> verify(own.files(), new TrailTrust(Set.of(), List.of(temp))))
                .withMessageContaining("no regular file");
    }

    @Test
    void readsExportedFilesOfSeveralTrailsWithTornAndHostileLines() throws IOException {
        TrailBuilder trail = trail(1, Signer.OWN).checkpoint("TIME");
        List<String> lines = new ArrayList<>(trail(2, Signer.OTHER).exported);
        lines.add("x".repeat(100_000) + "\n\u0000\u0000\n{\"checkpoint\":{}}\n\n");
        lines.add(trail.exported.get(0).replace("\"after\":3", "\"after\":9"));
        lines.addAll(trail.exported);
        lines.addAll(trail.exported);
        lines.add(trail.exported.get(0).substring(0, 90));

        TrailReport report = verify(trail.files(), exported(lines.toArray(String[]::new)));

        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(8);
    }

    @Test
    void takesSignedStubsForRemovedSegmentsAndNothingElse() throws IOException {
        TrailBuilder trail = new TrailBuilder(1, Signer.OWN)
                .records(3)
                .rotate()
                .records(2)
                .rotate()
                .records(2)
                .rotate();
        trail.remove().remove().records(2).checkpoint("CLOSE");
        TrailReport report = verify(trail.files(), TrailTrust.NONE);
        assertThat(report.wrong()).isNull();
        assertThat(report.removedSegments()).isEqualTo(2);
        assertThat(report.records()).isEqualTo(4);
        assertThat(report.lastSequence()).isEqualTo(9);

        requireWrong(trail.lines(), "", new Wrong("trail-000001.jsonl", 1, 1, Kind.MISSING));
        List<String> stubs = trail.stubs().lines().map(line -> line + "\n").toList();
        requireWrong(trail.lines(), stubs.get(0), new Wrong("trail-000002.jsonl", 1, 4, Kind.MISSING));
        requireWrong(trail.lines(), stubs.get(1), new Wrong("trail.removed.jsonl", 1, 1, Kind.MISSING));
        requireWrong(
                trail.lines(),
                stubs.get(0) + stubs.get(0) + stubs.get(1),
                new Wrong("trail.removed.jsonl", 2, 4, Kind.DUPLICATED));
        for (String member : List.of("\"bytes\":1", "\"last\":", "\"time\":\"202", "\"prev\":\"", "\"sig\":\"")) {
            char digit = stubs.get(1).charAt(stubs.get(1).indexOf(member) + member.length());
            String edited = stubs.get(1).replace(member + digit, member + (digit == '2' ? '1' : '2'));
            requireWrong(trail.lines(), stubs.get(0) + edited, new Wrong("trail.removed.jsonl", 2, 4, Kind.EDITED));
        }
        requireWrong(trail.lines(), stubs.get(0) + "{}\n", new Wrong("trail.removed.jsonl", 2, 4, Kind.UNREADABLE));
        TrailBuilder others =
                new TrailBuilder(1, Signer.OTHER).records(3).rotate().remove();
        requireWrong(trail.lines(), others.stubs(), new Wrong("trail.removed.jsonl", 1, 1, Kind.WRONG_KEY));
        requireWrong(new TreeMap<>(), trail.stubs(), new Wrong("trail-000003.jsonl", 1, 6, Kind.CUT));
        assertThat(verify(TrailBuilder.files(trail.lines(), trail.stubs() + "{\"stub"), TrailTrust.NONE)
                        .wrong())
                .isNull();
    }

    @Test
    void acceptsTheStubsOfAnEarlierKeyOnceNoSegmentNamesIt() throws IOException {
        for (int removals = 1; removals <= 4; removals++) {
            TrailBuilder trail = new TrailBuilder(1, Signer.OWN)
                    .records(3)
                    .rotate()
                    .records(2)
                    .rotate()
                    .remove()
                    .openedBy(Signer.OTHER)
                    .records(2)
                    .rotate();
            for (int removed = 1; removed < removals; removed++) {
                trail.remove();
            }
            trail.records(1).checkpoint("CLOSE");

            TrailReport report = verify(trail.files(), TrailTrust.NONE);

            assertThat(report.wrong()).as(removals + " removed").isNull();
            assertThat(report.removedSegments()).isEqualTo(removals);
            assertThat(verify(trail.files(), new TrailTrust(Set.of(Signer.OWN.key, Signer.OTHER.key), List.of()))
                            .wrong())
                    .isNull();
        }
    }

    @Test
    void acceptsNoStubOfAKeyThatOnlyItselfOrAnEarlierOneNames() throws IOException {
        TrailBuilder trail = new TrailBuilder(1, Signer.OTHER)
                .records(3)
                .rotate()
                .openedBy(Signer.OWN)
                .records(2)
                .remove()
                .remove();
        List<String> stubs = trail.stubs().lines().map(line -> line + "\n").toList();
        TrailBuilder forged = new TrailBuilder(1, Signer.OTHER)
                .records(3)
                .rotate()
                .rotate()
                .remove()
                .remove();
        List<String> others = forged.stubs().lines().map(line -> line + "\n").toList();
        assertThat(others.get(0)).contains("\"named\":\"" + Signer.OTHER.key);

        assertThat(verify(trail.files(), TrailTrust.NONE).wrong()).isNull();
        assertThat(verify(TrailBuilder.files(trail.lines(), others.get(0) + stubs.get(1)), TrailTrust.NONE)
                        .wrong())
                .as("a later stub names that key")
                .isNull();
        requireWrong(
                trail.lines(), others.get(0) + others.get(1), new Wrong("trail.removed.jsonl", 2, 4, Kind.WRONG_KEY));
    }

    private static void requireWrong(Map<Integer, List<String>> lines, String stubs, Wrong wrong) throws IOException {
        assertThat(verify(TrailBuilder.files(lines, stubs), TrailTrust.NONE).wrong())
                .isEqualTo(wrong);
    }

    @Test
    void countsWhatARenewalLeftBehindUpToWhatMayBeUnforced() throws IOException {
        TrailBuilder trail =
                new TrailBuilder(1, Signer.OWN).records(3).renew(4).records(1).checkpoint("CLOSE");
        TrailReport report = verify(trail.files(), exported(trail));
        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(8);
        assertThat(report.supersededRecords()).isEqualTo(4);

        TrailBuilder beyond = new TrailBuilder(1, Signer.OWN).records(3).renew(2000);
        assertThat(verify(beyond.files(), TrailTrust.NONE).wrong())
                .isEqualTo(new Wrong("trail-000001.jsonl", 5, 4, Kind.CUT));
    }

    @Test
    void callsATornLastLineNoTamperingButACutBeforeACheckpoint() throws IOException {
        TrailBuilder trail = trail(1, Signer.OWN);
        TreeMap<Integer, List<String>> lines = trail.lines();
        List<String> last = Objects.requireNonNull(lines.get(2));
        last.set(last.size() - 1, last.get(last.size() - 1).substring(0, 50));

        assertThat(verify(TrailBuilder.files(lines, ""), exported(trail)).wrong())
                .isEqualTo(new Wrong("trail-000002.jsonl", 4, 8, Kind.TORN_TAIL));
        assertThat(verify(TrailBuilder.files(lines, ""), exported(trail.checkpoint("TIME")))
                        .wrong())
                .isEqualTo(new Wrong("trail-000002.jsonl", 4, 8, Kind.CUT));
    }
}
