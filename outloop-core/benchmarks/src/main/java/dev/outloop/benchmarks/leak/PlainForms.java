package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;

import java.util.List;

/** The value as it is, where servers put it. */
final class PlainForms {

    private PlainForms() {}

    static List<Transform> all() {
        return new Transform.Family("plain")
                .text(MUST, "plain", s -> s)
                .text(MUST, "twice adjacent", s -> s + s)
                .form(
                        MUST,
                        "overlap with a pattern detector",
                        s -> Form.text(s).inside("ghp_A1b2C3d4E5A1b2C3d4E5A1b2C3d4E5F6g7H8", ""))
                .form(MUST, "XML CDATA", s -> Form.text(s).inside("<e><![CDATA[", "]]></e>"))
                .form(MUST, "curl -v dump", s -> Form.text(s).inside("> X-API-Key: ", "\n> Accept: */*"))
                .form(
                        MUST,
                        "stack trace",
                        s -> Form.text(s).inside("Exception: bad key ", "\n\tat Main.main(Main.java:3)"))
                .form(MUST, "env dump", s -> Form.text(s).inside("PATH=/bin\nAPI_KEY=", "\nHOME=/root"))
                .form(MUST, "cookie pair", s -> Form.text(s).inside("sid=1; key=", "; Path=/"))
                .form(MUST, "NUL on both sides", s -> Form.text(s).inside("\0", "\0"))
                .list();
    }
}
