package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever a stream holds and however little it gives at once, both readers find the lines that stand in it. */
class LineScannerTest {

    private static final int MAX = TrailFormat.MAX_LINE_BYTES;
    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 2000 : 60;

    @BeforeAll
    static void printSeed() {
        System.out.println("LineScannerTest: -Doutloop.seed=" + SEED);
    }

    /** A line as it must be found; the bytes only of one that is not too long. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier inside the test, never compared
    private record Expected(int offset, int end, byte[] bytes, boolean ended) {
        boolean whole() {
            return ended && bytes.length <= MAX;
        }

        boolean torn() {
            for (byte b : bytes) {
                if (b == 0) {
                    return true;
                }
            }
            return !ended;
        }
    }

    private static List<Expected> split(byte[] file, int from) {
        List<Expected> lines = new ArrayList<>();
        int start = from;
        for (int i = from; i < file.length; i++) {
            if (file[i] == '\n') {
                lines.add(new Expected(start, i + 1, Arrays.copyOfRange(file, start, i), true));
                start = i + 1;
            }
        }
        if (start < file.length) {
            lines.add(new Expected(start, file.length, Arrays.copyOfRange(file, start, file.length), false));
        }
        return lines;
    }

    /** Gives few bytes at once, and says whether it was closed. */
    private static final class Dripping extends ByteArrayInputStream {
        private final int most;
        private boolean closed;

        Dripping(byte[] bytes, int most) {
            super(bytes);
            this.most = most;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, most));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static byte[] file(Random random) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int[] lengths = {0, 1, 7, 8, 9, 300, MAX - 1, MAX, MAX + 1, MAX + 9, 3 * MAX, 9 * MAX};
        for (int lines = random.nextInt(12); lines > 0; lines--) {
            int length = lengths[random.nextInt(random.nextBoolean() ? 6 : lengths.length)];
            byte[] line = new byte[length];
            for (int i = 0; i < length; i++) {
                line[i] = (byte) (random.nextBoolean() ? 0x0b : 1 + random.nextInt(9));
            }
            if (length > 0 && random.nextInt(4) == 0) {
                line[random.nextBoolean() ? length - 1 : random.nextInt(length)] = 0;
            }
            file.writeBytes(line);
            if (lines > 1 || random.nextBoolean()) {
                file.write('\n');
            }
        }
        return file.toByteArray();
    }

    private static void requireScanned(byte[] file, int from, int bytes, int most, String as) throws IOException {
        Dripping in = new Dripping(file, most);
        try (LineScanner scanner = new LineScanner(in, from, bytes)) {
            for (Expected line : split(Arrays.copyOf(file, bytes), from)) {
                assertThat(scanner.next()).as(as).isTrue();
                assertThat(scanner.offset()).as(as).isEqualTo(line.offset());
                assertThat(scanner.end()).as(as).isEqualTo(line.end());
                assertThat(scanner.isWhole()).as(as).isEqualTo(line.whole());
                assertThat(scanner.isTorn()).as(as).isEqualTo(line.torn());
                if (line.whole()) {
                    assertThat(Arrays.equals(scanner.copy(), line.bytes()))
                            .as(as)
                            .isTrue();
                    assertThat(scanner.to() - scanner.from()).as(as).isEqualTo(line.bytes().length);
                }
            }
            assertThat(scanner.next()).as(as).isFalse();
            assertThat(scanner.buffer().length).isLessThanOrEqualTo(8 * MAX);
        }
        assertThat(in.closed).isTrue();
    }

    private static void requireRead(byte[] file, InputStream in, String as) throws IOException {
        LineReader reader = new LineReader(in, 1000);
        for (Expected line : split(file, 0)) {
            LineReader.Line found = Objects.requireNonNull(reader.next(), as);
            assertThat(found.offset()).as(as).isEqualTo(1000 + line.offset());
            assertThat(found.end()).as(as).isEqualTo(1000 + line.end());
            assertThat(found.ended()).as(as).isEqualTo(line.ended());
            assertThat(found.torn()).as(as).isEqualTo(line.torn());
            byte[] bytes = Arrays.copyOf(line.bytes(), Math.min(line.bytes().length, MAX));
            assertThat(Arrays.equals(found.bytes(), bytes)).as(as).isTrue();
        }
        assertThat(reader.next()).as(as).isNull();
    }

    @Test
    void findsTheLinesOfRandomStreams() throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            byte[] file = file(random);
            int bytes = random.nextInt(3) == 0 ? random.nextInt(file.length + 1) : file.length;
            int from = random.nextBoolean() ? 0 : random.nextInt(Math.min(bytes, 2 * MAX) + 1);
            int most = new int[] {1000, 5 * MAX + 1, Integer.MAX_VALUE}[random.nextInt(3)];
            String as = "seed " + (SEED + round);
            requireScanned(file, from, bytes, most, as);
            requireRead(file, new Dripping(file, most), as);
        }
    }

    @Test
    void findsALineEndAtAnyPlace() throws IOException {
        for (int length = 0; length < 20; length++) {
            for (int end = 0; end < length; end++) {
                byte[] file = new byte[length];
                Arrays.fill(file, (byte) 0x0b);
                file[end] = '\n';
                requireScanned(file, 0, length, 1 + end, "end " + end + " of " + length);
            }
        }
    }
}
