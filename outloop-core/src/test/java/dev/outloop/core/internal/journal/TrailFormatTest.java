package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.outloop.secret.Secret;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The spelling of the trail's own objects, and that nothing else is taken for them. */
class TrailFormatTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final String ID = "0123456789abcdef".repeat(2);
    private static final String HASH = "ab".repeat(32);
    private static final String KEY = "cd".repeat(32);

    @Test
    void spellsObjectsAsTheFormatSays() {
        assertThat(TrailFormat.text(new TrailHeader(ID, 3, 41, HASH, 7, TIME, TrailHeader.Reason.SIZE, KEY).object()))
                .isEqualTo("{\"v\":1,\"id\":\"" + ID + "\",\"segment\":3,\"after\":41,\"prev\":\"" + HASH
                        + "\",\"open\":7,\"time\":\"2026-01-02T03:04:05.123456Z\",\"reason\":\"SIZE\",\"key\":\"" + KEY
                        + "\"}");
        assertThat(notes().stream().map(note -> TrailFormat.text(note.object())))
                .containsExactly(
                        "{\"v\":1,\"after\":5,\"time\":\"2026-01-02T03:04:05.123456Z\",\"event\":\"RECOVERED\",\"torn_bytes\":9}",
                        "{\"v\":1,\"after\":5,\"time\":\"2026-01-02T03:04:05.123456Z\",\"event\":\"RECOVERED\","
                                + "\"reason\":\"RENEWED\",\"superseded_bytes\":9}",
                        "{\"v\":1,\"after\":5,\"time\":\"2026-01-02T03:04:05.123456Z\",\"event\":\"MISSED\",\"from\":6,\"to\":8}",
                        "{\"v\":1,\"after\":5,\"time\":\"2026-01-02T03:04:05.123456Z\",\"event\":\"REMOVED\",\"segment\":2,"
                                + "\"from\":1,\"to\":4,\"head\":\"" + HASH + "\"}");
        assertThat(TrailFormat.text(checkpoint("ef").object()))
                .isEqualTo("{\"v\":1,\"after\":5,\"time\":\"2026-01-02T03:04:05.123456Z\",\"event\":\"CHECKPOINT\","
                        + "\"reason\":\"CLOSE\",\"trail\":\"" + ID + "\",\"segment\":3,\"head\":\"" + HASH
                        + "\",\"open\":0,\"key\":\"" + KEY + "\",\"sig\":\"" + "ef".repeat(64) + "\"}");
        assertThat(TrailFormat.text(stub("ef").line()))
                .isEqualTo("{\"stub\":{\"v\":1,\"trail\":\"" + ID
                        + "\",\"segment\":3,\"after\":4,\"last\":9,\"prev\":\""
                        + HASH + "\",\"head\":\"" + HASH
                        + "\",\"bytes\":99,\"named\":\"" + KEY
                        + "\",\"time\":\"2026-01-02T03:04:05.123456Z\",\"key\":\"" + KEY + "\",\"sig\":\""
                        + "ef".repeat(64) + "\"}}\n");
    }

    private static List<TrailNote> notes() {
        return List.of(
                TrailNote.torn(5, TIME, 9),
                TrailNote.renewed(5, TIME, 9),
                TrailNote.missed(5, TIME, 6, 8),
                TrailNote.removed(5, TIME, 2, 1, 4, HASH));
    }

    private static TrailCheckpoint checkpoint(String sig) {
        return new TrailCheckpoint(
                5, TIME, TrailCheckpoint.Reason.CLOSE, ID, 3, HASH, 0, KEY, sig.repeat(TrailKeys.SIGNATURE_BYTES));
    }

    private static TrailStub stub(String sig) {
        return new TrailStub(ID, 3, 4, 9, HASH, HASH, 99, KEY, TIME, KEY, sig.repeat(TrailKeys.SIGNATURE_BYTES));
    }

    @Test
    void readsBackWhatItWritesAndNothingThatDiffersInAnyByte() {
        TrailHeader header = new TrailHeader(ID, 3, 41, HASH, 7, TIME, TrailHeader.Reason.DAY, KEY);
        requireExact(header.object(), TrailHeader::parse, header);
        for (TrailNote note : notes()) {
            requireExact(note.object(), TrailNote::parse, note);
        }
        requireExact(checkpoint("ef").object(), TrailCheckpoint::parse, checkpoint("ef"));
        byte[] stub = stub("ef").line();
        requireExact(
                Arrays.copyOf(stub, stub.length - 1),
                bytes -> {
                    byte[] line = new byte[bytes.remaining()];
                    bytes.duplicate().get(line);
                    return TrailStub.parse(line);
                },
                stub("ef"));
    }

    /** A changed byte gives nothing, or another object that is spelled with that byte. */
    private static <T> void requireExact(byte[] object, Function<ByteBuffer, Optional<T>> parser, T expected) {
        assertThat(parser.apply(ByteBuffer.wrap(object))).contains(expected);
        for (int i = 0; i < object.length; i++) {
            for (byte other : TrailFormat.ascii(" \"\\{}:,0129afTZ\u0000")) {
                byte[] changed = object.clone();
                changed[i] = other;
                if (other != object[i] && parser.apply(ByteBuffer.wrap(changed)).equals(Optional.of(expected))) {
                    fail("read the same with byte %d as '%c'", i, other);
                }
            }
            assertThat(parser.apply(ByteBuffer.wrap(object, 0, i))).isEmpty();
        }
    }

    @Test
    void signsCheckpointsAndStubsSoThatNoMemberCanChange() {
        try (Secret secret = Secret.copyOf(new byte[32])) {
            TrailKeys keys = TrailKeys.of(secret);
            TrailCheckpoint signed = TrailCheckpoint.sign(keys, 5, TIME, TrailCheckpoint.Reason.COUNT, ID, 3, HASH, 1);
            assertThat(signed.isSigned()).isTrue();
            assertThat(TrailCheckpoint.parseExported(TrailFormat.ascii(signed.exported())))
                    .contains(signed);
            requireFragile(
                    signed.object(), object -> TrailCheckpoint.parse(object).map(TrailCheckpoint::isSigned));

            byte[] line =
                    TrailStub.sign(keys, ID, 3, 4, 9, HASH, HASH, 99, KEY, TIME).line();
            assertThat(TrailStub.parse(Arrays.copyOf(line, line.length - 1))
                            .orElseThrow()
                            .isSigned())
                    .isTrue();
            requireFragile(
                    Arrays.copyOf(line, line.length - 1),
                    bytes -> TrailStub.parse(bytes.array()).map(TrailStub::isSigned));
        }
    }

    private static void requireFragile(byte[] object, Function<ByteBuffer, Optional<Boolean>> isSigned) {
        int parsed = 0;
        for (int i = 0; i < object.length; i++) {
            byte[] changed = object.clone();
            changed[i] = (byte) (changed[i] == '3' ? '4' : '3');
            Optional<Boolean> found = isSigned.apply(ByteBuffer.wrap(changed));
            assertThat(found).isNotEqualTo(Optional.of(true));
            parsed += found.isPresent() ? 1 : 0;
        }
        assertThat(parsed).isGreaterThan(200);
    }

    @Test
    void refusesIdsAndHashesThatAreNoLowerCaseHexadecimal() {
        TrailHeader header = new TrailHeader(ID, 3, 41, HASH, 7, TIME, TrailHeader.Reason.DAY, KEY);
        String text = TrailFormat.text(header.object());
        for (String good : List.of(ID, HASH, KEY)) {
            for (String other : List.of("/", ":", "`", "g", "A", "F")) {
                String changed = text.replace("\"" + good, "\"" + other + good.substring(1));
                assertThat(changed).isNotEqualTo(text);
                assertThat(TrailHeader.parse(ByteBuffer.wrap(TrailFormat.ascii(changed))))
                        .isEmpty();
            }
        }
    }

    @Test
    void exportsACheckpointAsTheFormatSays() {
        assertThat(checkpoint("ef").exported())
                .isEqualTo(
                        "{\"checkpoint\":" + TrailFormat.text(checkpoint("ef").object()) + "}");
    }

    @Test
    void findsAnObjectOnItsLineAndRefusesOthers() {
        byte[] line = TrailFormat.ascii("{\"note\":{},\"chain\":\"" + HASH + "\"}");
        TrailLine note = TrailLine.parse(line).orElseThrow();
        assertThat(note.kind()).isEqualTo(LineKind.NOTE);
        assertThat(note.object()).isEqualTo(ByteBuffer.wrap(TrailFormat.ascii("{}")));
        assertThat(TrailFormat.hex(note.hash())).isEqualTo(HASH);
        for (int i = 0; i < line.length; i++) {
            byte[] cut = Arrays.copyOf(line, i);
            assertThat(TrailLine.parse(cut)).isEmpty();
        }
        for (String record :
                List.of("{\"v\":1,\"seq\":0,\"a\":1}", "{\"v\":1,\"seq\":}", "{\"v\":2,\"seq\":1,}", "{}")) {
            assertThat(TrailLine.parse(TrailFormat.ascii("{\"record\":" + record + ",\"chain\":\"" + HASH + "\"}")))
                    .isEmpty();
        }
    }

    @Test
    void namesSegmentsInTheirOrder() {
        assertThat(TrailFormat.segmentName(1)).isEqualTo("trail-000001.jsonl");
        assertThat(TrailFormat.segmentName(1234567)).isEqualTo("trail-1234567.jsonl");
        for (long segment : new long[] {1, 42, 999_999, 1_000_000}) {
            assertThat(TrailFormat.segmentOf(TrailFormat.segmentName(segment))).hasValue(segment);
        }
        for (String other : List.of("trail-000000.jsonl", "trail-1.jsonl", "trail-0000001.jsonl", "trail.lock", "x")) {
            assertThat(TrailFormat.segmentOf(other)).isEmpty();
        }
    }
}
