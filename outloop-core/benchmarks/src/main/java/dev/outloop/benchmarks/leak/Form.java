package dev.outloop.benchmarks.leak;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A value as written down. Octets are shown as Latin-1, so that any of them can be looked for.
 *
 * @param before what stands before it in the same text
 * @param octets the part that carries the secret
 * @param after what stands behind it
 * @param headers that the body needs to be read; a form with any goes into bodies only
 * @param complete whether the sentinels are part of {@code before} and {@code after} already
 */
record Form(String before, String octets, String after, List<String> headers, boolean complete) {

    static final String KEPT_BEFORE = "kept-before";
    static final String KEPT_AFTER = "kept-after";

    static Form text(String text) {
        return octets(text.getBytes(StandardCharsets.UTF_8));
    }

    static Form octets(byte[] octets) {
        return new Form("", latin1(octets), "", List.of(), false);
    }

    Form inside(String newBefore, String newAfter) {
        return new Form(newBefore, octets, newAfter, headers, complete);
    }

    /** A whole body in a charset that its header declares. */
    static Form declared(String text, Charset charset, byte[] mark, String contentType) {
        return new Form(
                latin1(mark) + latin1((KEPT_BEFORE + " \"").getBytes(charset)),
                latin1(text.getBytes(charset)),
                latin1(("\" " + KEPT_AFTER).getBytes(charset)),
                List.of("Content-Type: " + contentType),
                true);
    }

    /** The whole body, sentinels included. */
    String body() {
        return complete ? before + octets + after : KEPT_BEFORE + " \"" + before + octets + after + "\" " + KEPT_AFTER;
    }

    /** What stands in the place of a value, without sentinels. */
    String value() {
        return before + octets + after;
    }

    /** Whether it may stand in a field's value (RFC 9110, section 5.5). */
    boolean fitsFieldValue() {
        return headers.isEmpty() && value().chars().allMatch(c -> c >= ' ' && c < 0x7f) && value().length() < 8000;
    }

    /** Whether it may stand in a field's name (RFC 9110, section 5.6.2). */
    boolean fitsFieldName() {
        return fitsFieldValue() && value().matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,400}");
    }

    /** Whether it is text of one line that another charset can carry. */
    boolean isLine() {
        return isText() && value().chars().noneMatch(c -> c == '\r' || c == '\n');
    }

    /** Whether it is text that another charset can carry. */
    boolean isText() {
        return headers.isEmpty() && utf8(value()).chars().noneMatch(c -> c == 0xfffd || c == 0);
    }

    static String latin1(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    static byte[] octets(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String utf8(String latin1) {
        return new String(octets(latin1), StandardCharsets.UTF_8);
    }
}
