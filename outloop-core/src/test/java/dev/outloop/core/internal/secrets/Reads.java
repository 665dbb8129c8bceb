package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** Reads one escape, amid bytes that it must not look at. */
final class Reads {

    private Reads() {}

    /** What the escape stands for, if it is all of the text. */
    static String whole(Escapes escapes, String text) {
        return read(escapes, text, false, text.length());
    }

    /** What the escape at the start of the text stands for, if it has that many bytes. */
    static String read(Escapes escapes, String text, boolean last, int length) {
        byte[] bytes = Literals.bytes("\\u00" + text + "0041;");
        try (ByteText out = new ByteText(0)) {
            assertThat(escapes.read(bytes, 4, 4 + text.length(), last, out))
                    .as(text)
                    .isEqualTo(length);
            return Literals.text(out.toByteArray());
        }
    }

    static void assertNone(Escapes escapes, String text) {
        assertThat(read(escapes, text, false, Escapes.NONE)).isEmpty();
        assertThat(read(escapes, text, true, Escapes.NONE)).isEmpty();
    }

    /** That every beginning of the escape is cut short, unless it is the last. */
    static void assertCutShort(Escapes escapes, String escape) {
        for (int end = 1; end < escape.length(); end++) {
            assertThat(read(escapes, escape.substring(0, end), false, Escapes.CUT_SHORT))
                    .isEmpty();
        }
    }

    /** The UTF-8 of the text, as Latin-1. */
    static String utf8(String text) {
        return Literals.text(text.getBytes(StandardCharsets.UTF_8));
    }
}
