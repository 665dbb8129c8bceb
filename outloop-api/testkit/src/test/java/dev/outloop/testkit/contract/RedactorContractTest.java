package dev.outloop.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Exchanger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedactorContractTest {

    private static final String WORD = "hunter22hunter";

    /** Cuts a word; what a bad one gets wrong is a method of its own. */
    static class Good implements RedactorContract, Redactor {
        @Override
        public Redactor redactor() {
            return this;
        }

        @Override
        public List<byte[]> samples() {
            return List.of(
                    ("a " + WORD + " b " + WORD + WORD).getBytes(US_ASCII),
                    ("hunterhunter22hunter2 " + WORD).getBytes(US_ASCII),
                    new byte[0],
                    "nothing".getBytes(US_ASCII));
        }

        @Override
        public int maxPendingBytes() {
            return WORD.length() - 1;
        }

        @Override
        public Scanner open(ResponseContext context) {
            return new Scanner() {
                @Override
                public int scan(ByteBuffer utf8, boolean last, Spans out) {
                    return look(text(utf8), last, out);
                }

                @Override
                public void close() {}
            };
        }

        String text(ByteBuffer utf8) {
            byte[] bytes = new byte[utf8.remaining()];
            utf8.duplicate().get(bytes);
            return new String(bytes, US_ASCII);
        }

        int look(String text, boolean last, Spans out) {
            int from = 0;
            for (int at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, from)) {
                from = at + WORD.length();
                out.cut(at, from, kind(WORD));
            }
            return last ? text.length() : Math.max(from, text.length() - pending());
        }

        String kind(String word) {
            return "word";
        }

        int pending() {
            return WORD.length() - 1;
        }
    }

    static class NoCarry extends Good {
        @Override
        int pending() {
            return 0;
        }
    }

    static class TooMuchCarry extends Good {
        @Override
        int pending() {
            return WORD.length() + 4;
        }

        @Override
        int look(String text, boolean last, Spans out) {
            return Math.max(0, super.look(text, last, out));
        }
    }

    static class UndecidedAtTheEnd extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            return Math.max(0, super.look(text, false, out));
        }
    }

    static class OffsetsFromTheArray extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            return super.look(text, last, new Shifted(out));
        }
    }

    record Shifted(Redactor.Spans out) implements Redactor.Spans {
        @Override
        public void cut(int from, int to, String kind) {
            out.cut(from + 5, to + 5, kind);
        }

        @Override
        public void open(int from, String kind) {
            out.open(from + 5, kind);
        }

        @Override
        public void end(int to) {
            out.end(to + 5);
        }
    }

    static class NegativeOffset extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            out.cut(-1, 1, "revised");
            return super.look(text, last, out);
        }
    }

    static class EndsTwice extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            if (last && text.length() > 2) {
                out.open(0, "block");
                out.end(1);
                out.end(2);
            }
            return super.look(text, last, out);
        }
    }

    static class SharedState extends Good {
        private boolean seen;

        @Override
        int look(String text, boolean last, Spans out) {
            boolean before = seen;
            seen = !last;
            if (before && last) {
                return super.look(text, true, out);
            }
            return last ? text.length() : Math.max(0, text.length() - pending());
        }
    }

    /** Two threads that scan at once see each other's bytes; a wait for the other makes that certain. */
    static class MixesThreads extends Good {
        private final Thread home = Thread.currentThread();
        private final Exchanger<String> mixUp = new Exchanger<>();

        @Override
        int look(String text, boolean last, Spans out) {
            String seen = Thread.currentThread() == home ? text : VaultBackendContractTest.swap(mixUp, text);
            return super.look(seen, last, out);
        }
    }

    static class TellingKind extends Good {
        @Override
        String kind(String word) {
            return word;
        }
    }

    static class CutsNothing extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            return text.length();
        }
    }

    static class CutsAll extends Good {
        @Override
        int look(String text, boolean last, Spans out) {
            if (!text.isEmpty()) {
                out.cut(0, text.length(), "all");
            }
            return text.length();
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(NoCarry.class, "sameAtEverySplit"),
                arguments(NoCarry.class, "sameByteByByte"),
                arguments(NoCarry.class, "sameAtRandomSplits"),
                arguments(TooMuchCarry.class, "sameAtEverySplit"),
                arguments(UndecidedAtTheEnd.class, "cutsTheSamples"),
                arguments(OffsetsFromTheArray.class, "cutsTheSamples"),
                arguments(NegativeOffset.class, "cutsTheSamples"),
                arguments(EndsTwice.class, "cutsTheSamples"),
                arguments(SharedState.class, "scannersAreIndependent"),
                arguments(MixesThreads.class, "isThreadSafe"),
                arguments(TellingKind.class, "cutsAreNotTold"),
                arguments(CutsNothing.class, "cutsTheSamples"),
                arguments(CutsAll.class, "cutsTheSamples"));
    }

    @Test
    void goodRedactorPasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badRedactorFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}
