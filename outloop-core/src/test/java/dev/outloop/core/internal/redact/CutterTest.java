package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CutterTest {

    private static final ResponseContext CONTEXT = ResponseContext.of("files", "status", 200, "text/plain");

    private final List<String> written = new ArrayList<>();
    private final ByteSink next = new ByteSink() {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            written.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void end() {
            written.add("end");
        }
    };

    private final Counts counts = new Counts();

    @Test
    void nothingIsHandedOnWhereNothingIsDecided() throws Exception {
        Cutter cutter = cutter(scripted(9, (utf8, last, out) -> last ? utf8.remaining() : 0));
        write(cutter, "abc");
        assertThat(written).isEmpty();
        cutter.end();
        assertThat(written).containsExactly("abc", "end");
    }

    @Test
    void cutsAtBothEndsLeaveNothingEmptyBeside() throws Exception {
        Cutter cutter = cutter(scripted(9, (utf8, last, out) -> {
            if (utf8.hasRemaining()) {
                out.cut(0, 2, "first");
                out.cut(2, 4, "second");
            }
            return utf8.remaining();
        }));
        write(cutter, "abcd");
        cutter.end();
        assertThat(written).containsExactly("[redacted]", "[redacted]", "end");
        assertThat(counts.cut()).containsExactly(Map.entry("first", 1L), Map.entry("second", 1L));
    }

    @Test
    void anEmptyCutIsNone() throws Exception {
        Cutter cutter = cutter(scripted(9, (utf8, last, out) -> {
            out.cut(0, 0, "empty");
            out.cut(utf8.remaining(), utf8.remaining(), "empty");
            return utf8.remaining();
        }));
        write(cutter, "abc");
        assertThat(written).containsExactly("abc");
        assertThat(counts.cut()).isEmpty();
    }

    @Test
    void aPlaceThatIsNoneBreaksTheContract() {
        breaks((utf8, last, out) -> out.cut(3, 2, "backwards"));
        breaks((utf8, last, out) -> out.cut(4, 4, "behind"));
        breaks((utf8, last, out) -> out.cut(-1, -1, "before"));
        breaks((utf8, last, out) -> out.open(4, "behind"));
        breaks((utf8, last, out) -> out.open(-1, "before"));
        breaks((utf8, last, out) -> {
            out.open(0, "one");
            out.open(1, "another");
        });
        breaks((utf8, last, out) -> {
            out.open(0, "one");
            out.end(4);
        });
        breaks((utf8, last, out) -> {
            out.open(2, "one");
            out.end(2);
        });
        breaks((utf8, last, out) -> {
            out.open(2, "one");
            out.end(1);
        });
        breaks((utf8, last, out) -> out.end(1));
    }

    @Test
    void theFirstKindByNameCountsWhereSeveralBeginTogether() throws Exception {
        Redactor swift = scripted(0, (utf8, last, out) -> {
            if (utf8.remaining() == 4) {
                out.cut(2, 3, "z");
            }
            return utf8.remaining();
        });
        Redactor slow = scripted(9, (utf8, last, out) -> {
            if (last) {
                out.cut(0, 2, "a");
            }
            return last ? utf8.remaining() : 2;
        });
        Cutter cutter = cutter(swift, slow);
        write(cutter, "abcd");
        assertThat(written).containsExactly("ab");
        cutter.end();
        assertThat(written).containsExactly("ab", "[redacted]", "end");
        assertThat(counts.cut()).containsExactly(Map.entry("a", 1L));
    }

    @Test
    void placesMayReachTheEndOfWhatIsScanned() throws Exception {
        Cutter cutter = cutter(scripted(9, (utf8, last, out) -> {
            if (!last) {
                out.open(2, "tail");
                out.end(3);
                out.open(3, "next");
            }
            return utf8.remaining();
        }));
        write(cutter, "abc");
        cutter.end();
        assertThat(written).containsExactly("ab", "[redacted]", "end");
    }

    @Test
    void asManyBytesAsWereSaidMayWait() throws Exception {
        Cutter waiting = cutter(scripted(3, (utf8, last, out) -> last ? utf8.remaining() : 0));
        write(waiting, "abc");
        assertThatThrownBy(() -> write(waiting, "d"))
                .isInstanceOfSatisfying(
                        Withheld.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD))
                .hasMessageContaining("decide in time");
        assertThat(written).isEmpty();
    }

    @Test
    void everythingIsDecidedAtTheEnd() throws Exception {
        Cutter cutter = cutter(scripted(3, (utf8, last, out) -> 0));
        write(cutter, "abc");
        assertThatThrownBy(cutter::end).isInstanceOf(Withheld.class).hasMessageContaining("contract");
    }

    @Test
    void whoeverKeepsTheTextSeesNothingOfItAfterTheEnd() throws Exception {
        AtomicReference<ByteBuffer> kept = new AtomicReference<>();
        Cutter cutter = cutter(scripted(9, (utf8, last, out) -> {
            kept.set(utf8.duplicate().rewind());
            return utf8.remaining() - 2;
        }));
        write(cutter, "abcdefgh");
        assertThat(StandardCharsets.US_ASCII.decode(kept.get().duplicate()).toString())
                .contains("cdefgh");
        cutter.close();
        while (kept.get().hasRemaining()) {
            assertThat(kept.get().get()).isZero();
        }
    }

    @Test
    void everyScannerIsClosedThoughOneFails() throws Exception {
        List<String> closed = new ArrayList<>();
        Cutter cutter = cutter(closing(closed, "a", false), closing(closed, "b", true), closing(closed, "c", false));
        assertThatCode(cutter::close).doesNotThrowAnyException();
        assertThat(closed).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsOpenIsClosedWhereAnotherDoesNotOpen() {
        List<String> closed = new ArrayList<>();
        Redactor broken = new Redactor() {
            @Override
            public int maxPendingBytes() {
                return 0;
            }

            @Override
            public Scanner open(ResponseContext context) {
                throw new IllegalStateException("broken");
            }
        };
        assertThatThrownBy(() -> cutter(closing(closed, "a", false), broken)).isInstanceOf(Withheld.class);
        assertThat(closed).containsExactly("a");
    }

    private void breaks(Script script) {
        written.clear();
        assertThatThrownBy(() -> write(
                        cutter(scripted(9, (utf8, last, out) -> {
                            script.run(utf8, last, out);
                            return utf8.remaining();
                        })),
                        "abc"))
                .isInstanceOf(Withheld.class)
                .hasMessageContaining("contract");
        assertThat(written).isEmpty();
    }

    private Cutter cutter(Redactor... redactors) throws Withheld {
        return new Redactors(null, List.of(redactors)).open(CONTEXT, next, counts);
    }

    private static void write(Cutter cutter, String text) throws Withheld {
        cutter.write(Exchange.utf8(text), 0, text.length());
    }

    private static Redactor closing(List<String> closed, String name, boolean fails) {
        return redactor(0, (utf8, last, out) -> utf8.remaining(), () -> {
            closed.add(name);
            if (fails) {
                throw new IllegalStateException(name);
            }
        });
    }

    private static Redactor scripted(int maxPending, Scan scan) {
        return redactor(maxPending, scan, () -> {});
    }

    private static Redactor redactor(int maxPending, Scan scan, Runnable close) {
        return new Redactor() {
            @Override
            public int maxPendingBytes() {
                return maxPending;
            }

            @Override
            public Scanner open(ResponseContext context) {
                return new Scanner() {
                    @Override
                    public int scan(ByteBuffer utf8, boolean last, Spans out) {
                        return scan.scan(utf8, last, out);
                    }

                    @Override
                    public void close() {
                        close.run();
                    }
                };
            }
        };
    }

    private interface Scan {
        int scan(ByteBuffer utf8, boolean last, Redactor.Spans out);
    }

    private interface Script {
        void run(ByteBuffer utf8, boolean last, Redactor.Spans out);
    }
}
