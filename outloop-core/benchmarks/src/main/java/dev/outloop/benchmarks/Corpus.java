package dev.outloop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** What services answer with, made up; the same bytes in every run. */
enum Corpus {
    COMPACT_JSON("compact JSON") {
        @Override
        String piece(Random random) {
            return Records.compact(random);
        }
    },
    PRETTY_JSON("pretty-printed JSON") {
        @Override
        String piece(Random random) {
            return Records.pretty(random);
        }
    },
    ESCAPED_JSON("JSON full of \\\" and \\n") {
        @Override
        String piece(Random random) {
            return "{\"id\":\"%s\",\"text\":\"%s said \\\"%s\\\"\\n\\n> %s\\n\\t\\\"%s\\\" https:\\/\\/%s\\/\\u00e9\\n\"},"
                    .formatted(
                            Records.id(random),
                            Records.word(random),
                            Records.words(random, 3),
                            Records.words(random, 4),
                            Records.words(random, 2),
                            Records.word(random));
        }
    },
    LOGS("logs") {
        @Override
        String piece(Random random) {
            return "%s %-5s [worker-%d] dev.example.%s - request id=%s path=/v1/%s/%d status=%d took=%dms\n"
                    .formatted(
                            Records.time(random),
                            random.nextInt(9) == 0 ? "WARN" : "INFO",
                            random.nextInt(16),
                            Records.word(random),
                            Records.id(random),
                            Records.word(random),
                            random.nextInt(100_000),
                            200 + random.nextInt(5),
                            random.nextInt(2_000));
        }
    },
    HTML("HTML with entities") {
        @Override
        String piece(Random random) {
            return "<li class=\"item\"><a href=\"/%s?page=%d&amp;sort=%s\">%s &amp; %s&#39;s &quot;%s&quot;</a>&nbsp;</li>\n"
                    .formatted(
                            Records.word(random),
                            random.nextInt(50),
                            Records.word(random),
                            Records.words(random, 2),
                            Records.word(random),
                            Records.words(random, 3));
        }
    },
    FORM("percent-encoded forms") {
        @Override
        String piece(Random random) {
            return "q=%s&next=https%%3A%%2F%%2F%s.example%%2F%s%%3Fid%%3D%s&%s=%%22%s%%22\n"
                    .formatted(
                            Records.words(random, 3).replace(' ', '+'),
                            Records.word(random),
                            Records.word(random),
                            Records.id(random),
                            Records.word(random),
                            Records.words(random, 2).replace(' ', '+'));
        }
    },
    BASE64("base64 in JSON") {
        @Override
        String piece(Random random) {
            byte[] image = new byte[3_000];
            random.nextBytes(image);
            return "{\"id\":\"%s\",\"data\":\"%s\"},"
                    .formatted(Records.id(random), Base64.getEncoder().encodeToString(image));
        }
    },
    BINARY("binary") {
        @Override
        String piece(Random random) {
            byte[] bytes = new byte[4_096];
            random.nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    };

    private static final long SEED = 20260101;

    private final String title;

    Corpus(String title) {
        this.title = title;
    }

    /** What there is again and again; one byte a character. */
    abstract String piece(Random random);

    /** That many bytes. */
    byte[] bytes(int size) {
        Random random = new Random(SEED);
        byte[] bytes = new byte[size];
        int at = 0;
        while (at < size) {
            byte[] piece = piece(random).getBytes(StandardCharsets.ISO_8859_1);
            int count = Math.min(piece.length, size - at);
            System.arraycopy(piece, 0, bytes, at, count);
            at += count;
        }
        return bytes;
    }

    @Override
    public String toString() {
        return title;
    }
}
