package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import dev.outloop.testkit.fake.Canary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random answers by another writer come back as they were; broken ones are refused and not quoted. */
class AnswerJsonRandomTest {

    private static final String MARKER = "marker-7Q2xWv9KpLmN4sTz";
    private static final String ODD =
            "\u0000\u0001\b\t\n\f\r\u001f \"'/\\<>&=\u007f\u0080\u00fc\u07ff\u0800\u2028\ufeff\uffff";

    private final long seed = Long.getLong("outloop.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final int rounds = Boolean.getBoolean("outloop.full") ? 200_000 : 2_000;

    @Test
    void valuesComeBackAsTheyWereWritten() throws Exception {
        for (int round = 0; round < rounds; round++) {
            JsonElement written = element(3);
            byte[] answer = written(written);
            try (AnswerBytes bytes = new AnswerBytes(answer)) {
                requireEqual(written, AnswerReader.read("team", bytes));
            } catch (VaultException | AssertionError e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
    }

    @Test
    void brokenAnswersAreRefusedAndNotQuoted() {
        Canary marker = Canary.of(MARKER);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            JsonObject object = new JsonObject();
            object.addProperty("a", MARKER);
            object.add("b", element(2));
            byte[] answer = mutated(written(object));
            try (AnswerBytes bytes = new AnswerBytes(answer)) {
                walk(AnswerReader.read("team", bytes), marker);
            } catch (VaultException e) {
                refused++;
                assertThat(marker.isFoundIn(String.valueOf(e)))
                        .as("seed %d", seed)
                        .isFalse();
                assertThat(e).hasNoCause().hasNoSuppressedExceptions();
            } catch (RuntimeException e) {
                fail("seed " + seed + ", round " + round, e);
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(rounds / 4, rounds);
    }

    private static void requireEqual(JsonElement written, VaultJson read) throws VaultException {
        if (written instanceof JsonObject object) {
            assertThat(read.members().keySet()).isEqualTo(object.keySet());
            for (Map.Entry<String, JsonElement> member : object.entrySet()) {
                requireEqual(member.getValue(), read.member(member.getKey()));
            }
        } else if (written instanceof JsonArray array) {
            assertThat(read.items()).hasSize(array.size());
            for (int i = 0; i < array.size(); i++) {
                requireEqual(array.get(i), read.items().get(i));
            }
        } else if (written instanceof JsonNull) {
            assertThat(read.isNull()).isTrue();
        } else if (written.getAsJsonPrimitive().isString()) {
            assertThat(read.isText()).isTrue();
            assertThat(read.text()).isEqualTo(written.getAsString());
            if (!written.getAsString().isEmpty()) {
                try (Secret secret = read.secret()) {
                    assertThat(Ports.bytes(secret))
                            .isEqualTo(written.getAsString().getBytes(StandardCharsets.UTF_8));
                }
            }
        } else if (written.getAsJsonPrimitive().isNumber()) {
            assertThat(read.number()).isEqualTo(written.getAsLong());
        } else {
            assertThat(read.flag()).isEqualTo(written.getAsBoolean());
        }
    }

    /** Asks everything of every value; only drift may come of it. */
    private static void walk(VaultJson json, Canary marker) throws VaultException {
        assertThat(marker.isFoundIn(json.toString())).isFalse();
        try {
            json.secret().close();
        } catch (VaultException e) {
            assertThat(marker.isFoundIn(String.valueOf(e))).isFalse();
        }
        try {
            json.number();
        } catch (VaultException e) {
            assertThat(marker.isFoundIn(String.valueOf(e))).isFalse();
        }
        try {
            for (VaultJson member : json.members().values()) {
                walk(member, marker);
            }
        } catch (VaultException e) {
            assertThat(marker.isFoundIn(String.valueOf(e))).isFalse();
        }
    }

    private byte[] written(JsonElement element) {
        GsonBuilder writer = new GsonBuilder().serializeNulls();
        if (random.nextBoolean()) {
            writer.disableHtmlEscaping();
        }
        if (random.nextBoolean()) {
            writer.setPrettyPrinting();
        }
        return escaped(writer.create().toJson(element)).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes some characters of strings as escapes, as a writer may, and leaves those that are. */
    private String escaped(String json) {
        StringBuilder out = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                int length = json.charAt(i + 1) == 'u' ? 6 : 2;
                out.append(json, i, i + length);
                i += length - 1;
            } else if (Character.isHighSurrogate(c)) {
                // A pair stays together, as each half alone is no character in UTF-8.
                String pair = json.substring(i, ++i + 1);
                out.append(random.nextBoolean() ? pair : escape(pair));
            } else if (inside && c != '"' && random.nextInt(4) == 0) {
                out.append(escape(String.valueOf(c)));
            } else {
                inside ^= c == '"';
                out.append(c);
            }
        }
        return out.toString();
    }

    private String escape(String units) {
        StringBuilder out = new StringBuilder();
        for (char unit : units.toCharArray()) {
            out.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
        }
        return out.toString();
    }

    private byte[] mutated(byte[] answer) {
        byte[] bytes = answer.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> bytes = Arrays.copyOf(bytes, at);
            default -> System.arraycopy(bytes, at / 2, bytes, at, Math.min(at - at / 2, bytes.length - at));
        }
        return bytes;
    }

    private JsonElement element(int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        if (kind == 4) {
            JsonArray array = new JsonArray();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(element(depth - 1));
            }
            return array;
        }
        if (kind == 5) {
            JsonObject object = new JsonObject();
            for (int i = random.nextInt(4); i > 0; i--) {
                object.add(text(), element(depth - 1));
            }
            return object;
        }
        return switch (kind) {
            case 0 -> new JsonPrimitive(text());
            case 1 -> new JsonPrimitive(random.nextLong() >> random.nextInt(64));
            case 2 -> new JsonPrimitive(random.nextBoolean());
            default -> JsonNull.INSTANCE;
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
                case 1 -> text.append((char) ('a' + random.nextInt(26)));
                default -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
            }
        }
        return text.toString();
    }
}
