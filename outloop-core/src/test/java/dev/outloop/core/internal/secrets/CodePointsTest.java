package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CodePointsTest {

    private static final int[] EDGES = {
        0, 'a', 0x7f, 0x80, 0xe9, 0x7ff, 0x800, 0x20ac, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x3ffff, 0x40000,
        0x10ffff
    };

    @Test
    void readsAndWritesWhatJavaDoes() {
        String text = new String(EDGES, 0, EDGES.length);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(CodePoints.of(utf8)).containsExactly(EDGES);
        ByteText out = new ByteText(0);
        for (int point : EDGES) {
            CodePoints.append(out, point);
        }
        assertThat(out.toByteArray()).isEqualTo(utf8);
        assertThat(CodePoints.of(new byte[0])).isEmpty();
    }

    @Test
    void refusesWhatIsNotWellFormed() {
        for (String wrong : new String[] {
            "\u0080",
            "\u00bf",
            "\u00c0\u0080",
            "\u00c1\u00bf",
            "\u00e0\u0080\u0080",
            "\u00e0\u009f\u00bf",
            "\u00f0\u0080\u0080\u0080",
            "\u00f0\u008f\u00bf\u00bf",
            "\u00ed\u00a0\u0080",
            "\u00ed\u00bf\u00bf",
            "\u00f4\u0090\u0080\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00ff",
            "\u00c3",
            "\u00e2\u0082",
            "\u00f0\u009f\u0098",
            "\u00c3a",
            "\u00e2a\u0082",
            "\u00e2\u0082a",
            "\u00c3\u00c3",
            "\u00f0\u009f\u0098a"
        }) {
            assertThat(CodePoints.of(Literals.bytes(wrong))).as(wrong).isNull();
            assertThat(CodePoints.of(Literals.bytes("abc" + wrong))).as(wrong).isNull();
        }
    }
}
