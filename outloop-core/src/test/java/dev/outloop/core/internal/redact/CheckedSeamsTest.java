package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is passed over, so that ordinary text is cheap, and what is not. The seam stands behind the caret. */
class CheckedSeamsTest {

    private static final byte[] WORD = Exchange.utf8("sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a \"^\n  b",
                "1^\n  }",
                "end^\n2024-05",
                "end^\r\n\t 2024-05",
                "say^\\\"yes",
                "abc^\\nThe end",
                "abc^\\n  The end",
                "abc^\\/def",
                "100^% of",
                "100^%2x",
                "a^&b=1",
                "a^&b1Z9 ",
                "a^&#1x ",
                "a^& ",
                "a^& b;",
                "a^&12345678901234567890123456789012;",
                "^x",
                "^\u0000"
            })
    void passesWhatDoesNothing(String text) {
        assertThat(isPassed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^\nabc",
                "ab^\nThe",
                "end^\n  ",
                "end^\n  ab",
                "end^\nab\\n",
                "end^\n\\u0041",
                "c2st^\nT1VU",
                "xc2^\nstT1",
                "xxc^\n2stT1",
                "ab^\\nThe",
                "abc^\\nTh",
                "abc^\\",
                "abc^\\n",
                "abc^\\u0041",
                "abc^\\\\nabc",
                "abc^\\nde\\n",
                "sk-^\\/abc",
                ".sk^\\-OUT",
                "..s^\\k-O.",
                "...^\\sk-.",
                "xc2^\\nstT1",
                "100^%41",
                "100^%%41",
                "100^%4%31",
                "100^%4",
                "^%",
                "a^&lt;",
                "a^&#60;",
                "a^&;",
                "a^&lt",
                "a^+b"
            })
    void stopsAtWhatMayMatter(String text) {
        assertThat(isPassed(text)).isFalse();
    }

    private static boolean isPassed(String text) {
        int at = text.indexOf('^');
        byte[] bytes = Exchange.utf8(text.replace("^", ""));
        return new CheckedSeams(new CheckedBeginnings(List.of(WORD))).isPassed(bytes, 0, at, bytes.length);
    }
}
