package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines are spelled, linked and read back. */
class TrailLineTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final byte[] OBJECT = TrailFormat.ascii("{\"v\":1,\"seq\":12,\"a\":3}");

    private static Optional<TrailLine> line(String object, String hash) {
        return TrailLine.parse(TrailFormat.ascii("{\"record\":" + object + ",\"chain\":\"" + hash + "\"}"));
    }

    private static Optional<Long> sequence(String number) {
        return line("{\"v\":1,\"seq\":" + number + ",\"a\":1}", HASH).map(TrailLine::sequence);
    }

    @ParameterizedTest
    @EnumSource
    void readsALineOfEachKindFromAmongOthers(LineKind kind) {
        byte[] encoded = TrailLine.encode(kind, ByteBuffer.wrap(OBJECT), TrailFormat.bytes(HASH));

        assertThat(TrailFormat.text(encoded))
                .isEqualTo("{\"" + kind.name().toLowerCase(java.util.Locale.ROOT) + "\":" + TrailFormat.text(OBJECT)
                        + ",\"chain\":\"" + HASH + "\"}\n");
        assertThat(TrailLine.encodedBytes(kind, OBJECT.length)).isEqualTo(encoded.length);
        byte[] file = Arrays.copyOf(encoded, 2 * encoded.length);
        System.arraycopy(encoded, 0, file, encoded.length, encoded.length);
        TrailLine second =
                TrailLine.parse(file, encoded.length, file.length - 1).orElseThrow();
        assertThat(second.kind()).isEqualTo(kind);
        assertThat(second.isRecord()).isEqualTo(kind == LineKind.RECORD);
        assertThat(second.sequence()).isEqualTo(kind == LineKind.RECORD ? 12 : 0);
        assertThat(second.object()).isEqualTo(ByteBuffer.wrap(OBJECT));
        assertThat(TrailFormat.hex(second.hash())).isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 9, 10, 90, 4711, 1234567890, 123456789012345678L, 999999999999999999L})
    void readsTheNumberOfARecord(long number) {
        assertThat(sequence(String.valueOf(number))).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0", "01", "-1", "+1", "1.0", "1/", "1:", "/", ":", " 1", "1 ", "1}", "1234567890123456789"})
    void refusesARecordWithoutAPlainNumber(String number) {
        assertThat(sequence("1")).isPresent();
        assertThat(sequence(number)).isEmpty();
    }

    @Test
    void refusesAHashWithADigitThatIsNoLowerCaseHexadecimal() {
        assertThat(line(TrailFormat.text(OBJECT), HASH)).isPresent();
        for (int i = 0; i < HASH.length(); i++) {
            for (char other : "/:`gAF \u0000".toCharArray()) {
                String hash = HASH.substring(0, i) + other + HASH.substring(i + 1);
                assertThat(line(TrailFormat.text(OBJECT), hash)).as(hash).isEmpty();
            }
        }
    }

    @Test
    void linksALineToTheOneBeforeAndToItsObject() {
        HashChain chain = new HashChain();
        byte[] before = TrailFormat.bytes(HASH);
        byte[] linked = new byte[TrailFormat.HASH_BYTES];
        String expected = TrailBuilder.chain(HASH, TrailFormat.text(OBJECT));

        assertThat(TrailFormat.hex(chain.next(before, ByteBuffer.wrap(OBJECT)))).isEqualTo(expected);
        chain.next(before, ByteBuffer.wrap(OBJECT), linked);
        assertThat(TrailFormat.hex(linked)).isEqualTo(expected);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chain.next(before, ByteBuffer.wrap(OBJECT), new byte[TrailFormat.HASH_BYTES - 1]));
    }

    @Test
    void aTrailBeginsWithAHeaderThatFollowsNothing() {
        String id = "0123456789abcdef".repeat(2);
        String object = "{\"v\":1,\"id\":\"" + id + "\",\"segment\":1,\"after\":0,\"prev\":\"" + "0".repeat(64)
                + "\",\"open\":0,\"time\":\"2026-01-02T03:04:05Z\",\"reason\":\"START\",\"key\":\"" + HASH + "\"}";
        String hash = TrailBuilder.chain("0".repeat(64), object);

        TrailHeader header = TrailHeader.first(id, Instant.parse("2026-01-02T03:04:05Z"), HASH);

        assertThat(TrailFormat.hex(header.hash())).isEqualTo(hash);
        assertThat(TrailFormat.text(header.line()))
                .isEqualTo("{\"trail\":" + object + ",\"chain\":\"" + hash + "\"}\n");
    }

    @Test
    void aWrittenLineGivesItsObject() {
        byte[] encoded = TrailLine.encode(LineKind.NOTE, ByteBuffer.wrap(OBJECT), TrailFormat.bytes(HASH));

        assertThat(new WrittenLine(LineKind.NOTE, encoded, TrailFormat.bytes(HASH), 0, 0, 0, 0).object())
                .isEqualTo(OBJECT);
    }
}
