package dev.outloop.core.internal.redact;

import dev.outloop.action.ResponseFields;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bodies through a projection alone, for tests. */
record Declared(ResponseFields fields, boolean isLines) {

    /** What came out, and why it ended early if it did. */
    record Outcome(String text, String failure) {}

    static Declared include(String... pointers) {
        return of(List.of(pointers), List.of());
    }

    static Declared exclude(String... pointers) {
        return of(List.of(), List.of(pointers));
    }

    static Declared of(List<String> include, List<String> exclude) {
        ResponseFields.Builder fields = ResponseFields.builder();
        include.forEach(fields::include);
        exclude.forEach(fields::exclude);
        return new Declared(fields.build(), false);
    }

    Declared lines() {
        return new Declared(fields, true);
    }

    /** What is left of a document that is well-formed. */
    String of(String document) {
        Outcome outcome = run(document.getBytes(StandardCharsets.UTF_8));
        if (!outcome.failure.isEmpty()) {
            throw new AssertionError(outcome.failure);
        }
        return outcome.text;
    }

    Outcome run(String document) {
        return run(document.getBytes(StandardCharsets.UTF_8));
    }

    /** The same in chunks that end at the splits, which ascend. */
    Outcome run(byte[] document, int... splits) {
        ByteQueue released = new ByteQueue();
        String failure = "";
        try {
            Projection projection = new Projection(fields, isLines, released);
            int from = 0;
            for (int split : splits) {
                projection.write(document, from, split - from);
                from = split;
            }
            projection.write(document, from, document.length - from);
            projection.end();
        } catch (Withheld e) {
            failure = e.code() + ": " + e.sentence();
        }
        byte[] out = new byte[released.size()];
        released.read(out, 0, out.length);
        return new Outcome(new String(out, StandardCharsets.UTF_8), failure);
    }
}
