package dev.outloop.benchmarks;

import java.util.Locale;
import java.util.Random;

/** Made-up contents of answers. */
final class Records {

    private static final String[] WORDS = {
        "campaign",
        "report",
        "budget",
        "summer",
        "active",
        "paused",
        "region",
        "client",
        "invoice",
        "keyword",
        "landing",
        "page",
        "north",
        "quarter",
        "draft",
        "review",
        "audience",
        "segment",
        "creative",
        "weekly",
        "the",
        "and",
        "with",
        "order",
        "total",
        "shipping",
        "token",
        "secret",
        "password",
        "status",
        "customer",
        "account"
    };
    private static final String BASE62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Records() {}

    static String compact(Random random) {
        return ("{\"id\":\"%s\",\"createdTime\":\"%s\",\"fields\":{\"Name\":\"%s\",\"Status\":\"%s\",\"Amount\":%d.%02d,"
                        + "\"Tags\":[\"%s\",\"%s\"],\"Url\":\"https://www.%s.example/%s/%d?page=%d\","
                        + "\"Owner\":{\"id\":\"%s\",\"email\":\"%s@example.com\"}}},")
                .formatted(values(random));
    }

    static String pretty(Random random) {
        return """
                    {
                      "id": "%s",
                      "createdTime": "%s",
                      "fields": {
                        "Name": "%s",
                        "Status": "%s",
                        "Amount": %d.%02d,
                        "Tags": [
                          "%s",
                          "%s"
                        ],
                        "Url": "https://www.%s.example/%s/%d?page=%d",
                        "Owner": {
                          "id": "%s",
                          "email": "%s@example.com"
                        }
                      }
                    },
                """.formatted(values(random));
    }

    static String id(Random random) {
        return "rec" + characters(random, BASE62, 14);
    }

    static String time(Random random) {
        return String.format(
                Locale.ROOT,
                "2025-%02d-%02dT%02d:%02d:%02d.%03dZ",
                1 + random.nextInt(12),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000));
    }

    static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    static String words(Random random, int count) {
        StringBuilder words = new StringBuilder(word(random));
        for (int i = 1; i < count; i++) {
            words.append(' ').append(word(random));
        }
        return words.toString();
    }

    static String characters(Random random, String alphabet, int count) {
        StringBuilder characters = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            characters.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return characters.toString();
    }

    private static Object[] values(Random random) {
        return new Object[] {
            id(random),
            time(random),
            words(random, 4),
            word(random),
            random.nextInt(10_000),
            random.nextInt(100),
            word(random),
            word(random),
            word(random),
            word(random),
            random.nextInt(100_000),
            random.nextInt(20),
            id(random),
            word(random)
        };
    }
}
