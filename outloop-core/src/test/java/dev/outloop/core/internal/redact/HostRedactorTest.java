package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Exposure;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostRedactorTest {

    private static final String SECRET = "sk-OUTLOOP_probe";
    private static final byte[] RAW = Exchange.utf8("ab <" + SECRET + "> 0123456789 end");

    @Test
    void seesOnlyWhatIsLeft() throws Exception {
        List<String> seen = new ArrayList<>();
        Exchange.Outcome outcome = Exchange.holding(SECRET)
                .redactor(scanning(100, (text, last, out) -> {
                    seen.add(text);
                    return last ? text.length() : 0;
                }))
                .run(RAW);
        assertThat(outcome.body()).isEqualTo("ab <[redacted]> 0123456789 end");
        assertThat(seen).isNotEmpty().noneMatch(text -> text.contains("sk-"));
        assertThat(seen).anyMatch(text -> text.contains("[redacted]"));
    }

    @Test
    void overlappingCutsOfSeveralUniteAndTouchingOnesDoNot() throws Exception {
        for (int split = 0; split < 20; split++) {
            Exchange.Outcome outcome = Exchange.unredacted("nothing here")
                    .redactor(word("bcd"))
                    .redactor(word("cde"))
                    .redactor(word("fg"))
                    .run(Exchange.utf8("abcdefgh-bcde-cd"), split);
            assertThat(outcome.body()).isEqualTo("a[redacted][redacted]h-[redacted]-cd");
            assertThat(outcome.redactions()).isEqualTo(3);
        }
    }

    @Test
    void aCutThatReachesBeyondWhatWasDecidedIsNotForgotten() throws Exception {
        Redactor early = scanning(100, (text, last, out) -> {
            int at = text.indexOf("0123456789");
            if (at >= 0) {
                out.cut(at, at + 10, "digits");
                return last ? text.length() : at + 5;
            }
            return last ? text.length() : Math.max(0, text.length() - 9);
        });
        for (int split = 0; split < RAW.length; split++) {
            assertThat(Exchange.holding(SECRET).redactor(early).run(RAW, split).body())
                    .isEqualTo("ab <[redacted]> [redacted] end");
        }
    }

    @Test
    void anOpenCutLastsUntilItIsEnded() throws Exception {
        Redactor bracketed = new Redactor() {
            @Override
            public int maxPendingBytes() {
                return 0;
            }

            @Override
            public Scanner open(ResponseContext context) {
                return new Scanner() {
                    @Override
                    public int scan(ByteBuffer utf8, boolean last, Spans out) {
                        for (int i = 0; i < utf8.remaining(); i++) {
                            byte b = utf8.get(utf8.position() + i);
                            if (b == '{') {
                                out.open(i, "block");
                            } else if (b == '}') {
                                out.end(i + 1);
                            }
                        }
                        return utf8.remaining();
                    }

                    @Override
                    public void close() {}
                };
            }
        };
        byte[] raw = Exchange.utf8("a{bcd}e{f}g{never ended");
        for (int split = 0; split < raw.length; split++) {
            assertThat(Exchange.unredacted("nothing here")
                            .redactor(bracketed)
                            .run(raw, split)
                            .body())
                    .isEqualTo("a[redacted]e[redacted]g[redacted]");
        }
        assertThat(Exchange.unredacted("nothing here")
                        .redactor(bracketed)
                        .runByteByByte(raw)
                        .body())
                .isEqualTo("a[redacted]e[redacted]g[redacted]");
    }

    @Test
    void oneThatThrowsWithholdsTheRest() throws Exception {
        withheld(scanning(100, (text, last, out) -> {
            throw new IllegalStateException(text);
        }));
    }

    @Test
    void oneThatCutsReleasedBytesWithholdsTheRest() throws Exception {
        withheld(scanning(100, (text, last, out) -> {
            out.cut(-3, 2, "before");
            return text.length();
        }));
        withheld(scanning(100, (text, last, out) -> {
            out.cut(0, text.length() + 1, "behind");
            return text.length();
        }));
        withheld(scanning(100, (text, last, out) -> text.length() + 1));
        withheld(scanning(100, (text, last, out) -> -1));
        withheld(scanning(100, (text, last, out) -> {
            out.end(0);
            return text.length();
        }));
    }

    @Test
    void oneThatNeverDecidesWithholdsTheRest() throws Exception {
        withheld(scanning(5, (text, last, out) -> 0));
        withheld(scanning(100, (text, last, out) -> 0));
    }

    @Test
    void oneThatDoesNotOpenStopsTheResponse() {
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
        assertThatThrownBy(() -> Exchange.holding(SECRET).redactor(broken).run(RAW))
                .isInstanceOfSatisfying(
                        Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD));
    }

    @Test
    void cannotWriteIntoTheBody() throws Exception {
        withheld(scanningBuffers((utf8, last, out) -> {
            utf8.put(0, (byte) 'x');
            return utf8.remaining();
        }));
    }

    private static void withheld(Redactor redactor) throws Stopped {
        Exchange.Outcome outcome = Exchange.holding(SECRET).redactor(redactor).run(RAW);
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
    }

    private interface TextScan {
        int scan(String text, boolean last, Redactor.Spans out);
    }

    private interface BufferScan {
        int scan(ByteBuffer utf8, boolean last, Redactor.Spans out);
    }

    static Redactor word(String word) {
        return scanning(word.length(), (text, last, out) -> {
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                out.cut(at, at + word.length(), "word");
            }
            return last ? text.length() : Math.max(0, text.length() - word.length() + 1);
        });
    }

    private static Redactor scanning(int maxPending, TextScan scan) {
        return scanner(maxPending, (utf8, last, out) -> {
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(utf8.position(), bytes);
            return scan.scan(new String(bytes, StandardCharsets.ISO_8859_1), last, out);
        });
    }

    private static Redactor scanningBuffers(BufferScan scan) {
        return scanner(100, scan);
    }

    private static Redactor scanner(int maxPending, BufferScan scan) {
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
                    public void close() {}
                };
            }
        };
    }
}
