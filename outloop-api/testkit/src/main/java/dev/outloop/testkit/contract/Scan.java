package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One response as the engine gives it to a scanner: in chunks, with what is undecided in front of the next. */
final class Scan implements AutoCloseable, Redactor.Spans {

    /** A place that was cut, as offsets in the whole response. */
    record Found(int from, int to, String kind) implements Comparable<Found> {
        int length() {
            return to - from;
        }

        @Override
        public int compareTo(Found other) {
            int byStart = Integer.compare(from, other.from);
            int byEnd = byStart != 0 ? byStart : Integer.compare(to, other.to);
            return byEnd != 0 ? byEnd : kind.compareTo(other.kind);
        }
    }

    private static final int SLACK = 5;

    private final Redactor.Scanner scanner;
    private final int maxPending;
    private final TreeSet<Found> found = new TreeSet<>();
    private int decided;
    private int window;
    private int openFrom;
    private @Nullable String openKind;

    Scan(Redactor redactor, ResponseContext context) {
        this.scanner = redactor.open(context);
        this.maxPending = redactor.maxPendingBytes();
    }

    static List<Found> whole(RedactorContract contract, Redactor redactor, byte[] response) {
        return split(contract, redactor, response);
    }

    static List<Found> split(RedactorContract contract, Redactor redactor, byte[] response, int... splits) {
        try (Scan scan = new Scan(redactor, contract.context())) {
            int from = 0;
            for (int split : splits) {
                scan.feed(response, from, split, false);
                from = split;
            }
            scan.feed(response, from, response.length, true);
            return scan.found();
        }
    }

    Redactor.Scanner scanner() {
        return scanner;
    }

    List<Found> found() {
        return List.copyOf(found);
    }

    void feed(byte[] response, int from, int to, boolean last) {
        assertThat(decided).isLessThanOrEqualTo(from);
        window = to - decided;
        int undecided = scanner.scan(buffer(response, decided, to), last, this);
        assertThat(undecided).as("the undecided offset").isBetween(0, window);
        if (last) {
            assertThat(undecided).as("the undecided offset at the end").isEqualTo(window);
            String kind = openKind;
            if (kind != null) {
                found.add(new Found(openFrom, to, kind));
            }
        } else {
            assertThat(window - undecided).as("undecided bytes").isLessThanOrEqualTo(maxPending);
        }
        decided += undecided;
    }

    /** A read-only buffer in the midst of other bytes, so that offsets are tried that do not count from its start. */
    private static ByteBuffer buffer(byte[] response, int from, int to) {
        byte[] padded = new byte[to - from + 2 * SLACK];
        Arrays.fill(padded, (byte) 'a');
        System.arraycopy(response, from, padded, SLACK, to - from);
        return ByteBuffer.wrap(padded, SLACK, to - from).asReadOnlyBuffer();
    }

    @Override
    public void cut(int from, int to, String kind) {
        assertThat(from).as("start of a cut").isBetween(0, to - 1);
        assertThat(to).as("end of a cut").isLessThanOrEqualTo(window);
        found.add(new Found(decided + from, decided + to, kind));
    }

    @Override
    public void open(int from, String kind) {
        assertThat(openKind).as("what is open already").isNull();
        assertThat(from).as("start of an open cut").isBetween(0, window);
        openFrom = decided + from;
        openKind = kind;
    }

    @Override
    public void end(int to) {
        String kind = openKind;
        if (kind == null) {
            throw new AssertionError("an end of nothing that is open");
        }
        assertThat(to).as("end of an open cut").isBetween(0, window);
        assertThat(decided + to).as("end of an open cut").isGreaterThan(openFrom);
        found.add(new Found(openFrom, decided + to, kind));
        openKind = null;
    }

    @Override
    public void close() {
        scanner.close();
    }
}
