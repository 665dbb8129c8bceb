package dev.outloop.core.internal.redact;

import dev.outloop.action.Exposure;
import dev.outloop.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** The checker alone, for tests: as if redaction had failed. */
final class Checking {

    /** What was released, whether it was found out, and how much was held before the end at most. */
    record Outcome(byte[] released, boolean withheld, Exposure exposure, long mostHeld) {}

    private Checking() {}

    static Outcome run(List<byte[]> values, byte[] text, int... splits) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteSink sink = new ByteSink() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                out.write(bytes, offset, length);
            }

            @Override
            public void end() {}
        };
        List<Secret> secrets = values.stream().map(Secret::copyOf).toList();
        long mostHeld = 0;
        try (ExposureChecker checker = new ExposureChecker(secrets, sink)) {
            try {
                int at = 0;
                for (int split : splits) {
                    checker.write(text, at, split - at);
                    at = split;
                    mostHeld = Math.max(mostHeld, at - out.size());
                }
                checker.write(text, at, text.length - at);
                checker.end();
            } catch (Withheld e) {
                return new Outcome(out.toByteArray(), true, checker.exposure(), mostHeld);
            }
            return new Outcome(out.toByteArray(), false, checker.exposure(), mostHeld);
        }
    }

    static Outcome run(String value, String text, int... splits) {
        return run(List.of(Exchange.utf8(value)), Exchange.utf8(text), splits);
    }

    static int[] everyByte(int length) {
        return every(1, length);
    }

    static int[] every(int step, int length) {
        int[] splits = new int[(length - 1) / step];
        Arrays.setAll(splits, i -> (i + 1) * step);
        return splits;
    }
}
