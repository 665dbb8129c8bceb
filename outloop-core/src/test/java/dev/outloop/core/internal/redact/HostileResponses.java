package dev.outloop.core.internal.redact;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.ResponseFields;
import dev.outloop.core.internal.config.RuleFile;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** Runs hostile responses through the whole stage, in a process whose heap is smaller than they are. */
final class HostileResponses {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final int MIB = 1 << 20;
    private static final ExchangeLimits WIDE =
            ExchangeLimits.builder().maxResponseBodyBytes(1L << 30).build();

    private HostileResponses() {}

    /** Prints a line for each: name, how many bytes came out, and the code or {@code passed}. */
    public static void main(String[] arguments) throws Exception {
        String[] units = {
            "a",
            SECRET.substring(0, SECRET.length() - 1) + " ",
            "c2stT1VUTE9PUF9wcm9iZS9aeDkrS3E3PVZiM25NMndSOHRZNXV ",
            "\\",
            "\\\\u005",
            "\\u007",
            "%",
            "%2",
            "%25",
            "&#x0000",
            "&",
            "\n",
            "a\n",
            "\u200b",
            "+",
        };
        for (String unit : units) {
            int count = MIB / Exchange.utf8(unit).length;
            run("1 MiB of " + printable(unit), plain(), new Repeated("", unit, count, ""));
        }
        run("a line of 100 MB, default limit", plain(), new Repeated("{\"a\":\"", "x", 100_000_000, "\"}"));
        run("a line of 100 MB, wide limit", plain().limits(WIDE), new Repeated("{\"a\":\"", "x", 100_000_000, "\"}"));
        run("a line of 100 MB, declared", declared().limits(WIDE), new Repeated("{\"a\":\"", "x", 100_000_000, "\"}"));
        run("JSON 100,000 deep", plain(), new Repeated("", "[", 100_000, "]".repeat(100_000)));
        run("JSON 100,000 deep, declared", declared(), new Repeated("", "[", 100_000, "]".repeat(100_000)));
        run("a bomb of 314 MB", plain().header("Content-Encoding", "gzip"), bomb(1, 314_000_000));
        run("a bomb in a bomb", plain().limits(WIDE).header("Content-Encoding", "gzip, gzip"), bomb(2, 314_000_000));
    }

    private static Exchange plain() {
        return Exchange.holding(SECRET).detectors(Detectors.of(RuleFile.builtIn()));
    }

    private static Exchange declared() {
        return plain().header("Content-Type", "application/json")
                .fields(ResponseFields.builder().include("/a").build());
    }

    private static void run(String name, Exchange exchange, InputStream body) throws Exception {
        long bytes = 0;
        try (RedactedResponse response = exchange.open(body)) {
            byte[] buffer = new byte[4096];
            try {
                for (int count; (count = response.body().read(buffer)) >= 0; ) {
                    bytes += count;
                }
            } catch (IOException e) {
                // The code says it below.
            }
            String code = response.failure().map(ErrorCode::name).orElse("passed");
            System.out.println(name + ": " + bytes + " bytes, " + code);
        }
    }

    private static InputStream bomb(int layers, int zeros) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        OutputStream out = compressed;
        for (int i = 0; i < layers; i++) {
            out = new GZIPOutputStream(out);
        }
        byte[] block = new byte[1000];
        for (int written = 0; written < zeros; written += block.length) {
            out.write(block);
        }
        out.close();
        return new ByteArrayInputStream(compressed.toByteArray());
    }

    private static String printable(String unit) {
        return unit.replace("\n", "LF").replace("\u200b", "ZWSP");
    }

    /** A text that is nowhere as a whole. */
    private static final class Repeated extends InputStream {
        private final byte[] before;
        private final byte[] unit;
        private final long end;
        private final byte[] after;
        private long at;

        Repeated(String before, String unit, int count, String after) {
            this.before = Exchange.utf8(before);
            this.unit = Exchange.utf8(unit);
            this.end = this.before.length + (long) this.unit.length * count;
            this.after = Exchange.utf8(after);
        }

        @Override
        public int read() {
            long here = at++;
            if (here < before.length) {
                return before[(int) here];
            }
            if (here < end) {
                return unit[(int) ((here - before.length) % unit.length)] & 0xff;
            }
            return here < end + after.length ? after[(int) (here - end)] : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int count = 0;
            while (count < length) {
                int next = read();
                if (next < 0) {
                    break;
                }
                target[offset + count++] = (byte) next;
            }
            return count == 0 ? -1 : count;
        }
    }
}
