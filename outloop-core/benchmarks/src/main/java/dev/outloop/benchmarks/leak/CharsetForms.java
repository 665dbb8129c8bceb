package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.BEST_EFFORT;
import static dev.outloop.benchmarks.leak.Promise.CANNOT;
import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;

/** Other charsets, declared and not. */
final class CharsetForms {

    private CharsetForms() {}

    static List<Transform> all() {
        Transform.Family family = new Transform.Family("charsets");
        declared(family, MUST, "UTF-16LE with BOM", "UTF-16LE", "utf-16", 0xff, 0xfe);
        declared(family, MUST, "UTF-16BE with BOM", "UTF-16BE", "utf-16", 0xfe, 0xff);
        declared(family, MUST, "UTF-16BE", "UTF-16BE", "utf-16be");
        declared(family, MUST, "UTF-16LE", "UTF-16LE", "utf-16le");
        declared(family, MUST, "UTF-8 with BOM", "UTF-8", "utf-8", 0xef, 0xbb, 0xbf);
        declared(family, MUST, "ISO-8859-1", "ISO-8859-1", "iso-8859-1");
        declared(family, MUST, "windows-1252", "windows-1252", "windows-1252");
        declared(family, MUST, "Shift_JIS", "Shift_JIS", "shift_jis");
        declared(family, BEST_EFFORT, "UTF-32LE", "UTF-32LE", "utf-32le");
        declared(family, BEST_EFFORT, "UTF-32BE", "UTF-32BE", "utf-32be");
        declared(family, CANNOT, "EBCDIC cp037", "IBM037", "cp037");
        undeclared(family, SHOULD, "UTF-16LE undeclared", StandardCharsets.UTF_16LE, "");
        undeclared(family, SHOULD, "UTF-16BE undeclared", StandardCharsets.UTF_16BE, "");
        undeclared(family, SHOULD, "UTF-16LE with BOM undeclared", StandardCharsets.UTF_16LE, "\u00ff\u00fe");
        undeclared(family, BEST_EFFORT, "UTF-32LE undeclared", Charset.forName("UTF-32LE"), "");
        return family.form(SHOULD, "ISO-8859-1 undeclared", s -> Form.octets(s.getBytes(StandardCharsets.ISO_8859_1)))
                .where(fits("ISO-8859-1"))
                .form(SHOULD, "windows-1252 undeclared", s -> Form.octets(s.getBytes(Charset.forName("windows-1252"))))
                .where(fits("windows-1252").and(value -> !fits("US-ASCII").test(value)))
                .list();
    }

    private static void declared(
            Transform.Family family, Promise promise, String name, String charset, String declared, int... mark) {
        byte[] bom = new byte[mark.length];
        for (int i = 0; i < mark.length; i++) {
            bom[i] = (byte) mark[i];
        }
        family.form(
                        promise,
                        name,
                        s -> Form.declared(s, Charset.forName(charset), bom, "text/plain; charset=" + declared))
                .where(fits(charset));
    }

    private static void undeclared(
            Transform.Family family, Promise promise, String name, Charset charset, String before) {
        family.form(promise, name, s -> Form.octets(s.getBytes(charset)).inside(before, ""));
    }

    private static Predicate<Value> fits(String charset) {
        return value -> Charset.forName(charset).newEncoder().canEncode(value.text());
    }
}
