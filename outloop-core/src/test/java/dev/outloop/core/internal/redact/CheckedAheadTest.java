package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is passed over changes nothing: a checker that reads every byte decides the same, and at the same byte. */
class CheckedAheadTest {

    private static final List<String> VALUES = List.of(
            "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI",
            "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\r\nAASCBKcwggSjAgEAAoIB\n-----END KEY-----",
            "{\n  \"type\": \"service_account\",\n  \"key\": \"n\\u00e4h\"\n}",
            "grün/geheim~~~???>>>",
            "pass wort",
            "a%2fb&lt;c\\nd",
            "abcabca",
            "\"quoted\"",
            "aaaaaaaaaaab",
            "six..6");

    private static final List<String> INNOCENT = List.of(
            "{\"id\": 12,\"name\":\"Anna \\\"Bert\\\" C\",\n  \"url\":\"https://a.example/x?limit=10&to=%2Fhome\"\r\n}",
            "2024-05-01T10:00:00+00:00 INFO started\n2024-05-01 done\n",
            "Hello\\nworld\\n\\n  - one\\t1\\u00fc &amp; 100% &#39;\\/",
            "data: {\"delta\":\"sk\"}\n\n",
            "deadBEEF00112233\nc2stT1VUTE9P\r\n Uw==\n",
            "\\\\n \\\\\\\" %25 %41%",
            "\u0000s\u0000k");

    @Test
    void agreesWithAReaderOfEveryByte() {
        long seed = Long.getLong("outloop.seed", 4711L);
        System.out.println("outloop.seed=" + seed);
        Random random = new Random(seed);
        List<Function<String, byte[]>> forms =
                new ArrayList<>(CheckedForms.all().values());
        int found = 0;
        int rounds = Boolean.getBoolean("outloop.full") ? 400_000 : 20_000;
        for (int round = 0; round < rounds; round++) {
            List<String> values = values(random);
            byte[] text = text(random, values, forms);
            int[] splits = splits(random, text.length);
            List<Integer> exact = undecided(values, text, splits, true);
            assertThat(undecided(values, text, splits, false))
                    .as(
                            "round %d: %s in %s, split at %s",
                            round, values, Arrays.toString(text), Arrays.toString(splits))
                    .isEqualTo(exact);
            found += exact.contains(-1) ? 1 : 0;
        }
        assertThat(found).isBetween(rounds / 5, rounds * 4 / 5);
    }

    @Test
    void passesOverOrdinaryText() {
        byte[] word = Exchange.utf8("sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI");
        String line = "{\"name\":\"Anna \\\"Bert\\\" C\",\n \"url\":\"https://a.example/x?limit=10&to=all\"},\n";
        byte[] text = Exchange.utf8(line.repeat(10));
        CheckedAhead ahead = new CheckedAhead(List.of(word), false);
        assertThat(ahead.stop(text, 0, text.length)).isBetween(text.length - 7, text.length);
        byte[] plus = Exchange.utf8("12:00+00:00 ...................");
        assertThat(ahead.stop(plus, 0, plus.length)).isGreaterThan(plus.length - 8);
        assertThat(new CheckedAhead(List.of(word), true).stop(plus, 0, plus.length))
                .isEqualTo(5);
        byte[] shown = Exchange.utf8("........ sk-OUTLOOP ......");
        assertThat(ahead.stop(shown, 0, shown.length)).isEqualTo(12);
        assertThat(ahead.start(shown, 0, 12)).isEqualTo(9);
        assertThat(ahead.start(shown, 0, 14)).isEqualTo(6);
        assertThat(ahead.start(shown, 8, 14)).isEqualTo(8);
        assertThat(ahead.start(shown, 11, 12)).isEqualTo(11);
        ahead.close();
        assertThat(ahead.stop(shown, 0, shown.length)).isEqualTo(24);
    }

    /** After each chunk, how many bytes are undecided; -1 where a value was found. */
    private static List<Integer> undecided(List<String> values, byte[] text, int[] splits, boolean readsAll) {
        List<byte[]> words = new ArrayList<>();
        values.forEach(value -> words.addAll(CheckedValue.words(Secret.copyOf(Exchange.utf8(value)))));
        List<Integer> undecided = new ArrayList<>();
        try (CheckedText checked = new CheckedText(words, readsAll)) {
            int at = 0;
            for (int split : splits) {
                checked.take(text, at, split - at);
                undecided.add(checked.undecided());
                at = split;
            }
            checked.end();
        } catch (Withheld e) {
            undecided.add(-1);
        }
        return undecided;
    }

    private static List<String> values(Random random) {
        List<String> values = new ArrayList<>();
        for (int i = random.nextInt(8) == 0 ? 3 : 1; i > 0; i--) {
            // The last is too short for anything to be passed over.
            values.add(VALUES.get(random.nextInt(VALUES.size() - (random.nextInt(20) == 0 ? 0 : 1))));
        }
        return values;
    }

    private static byte[] text(Random random, List<String> values, List<Function<String, byte[]>> forms) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        for (int part = 1 + random.nextInt(5); part > 0; part--) {
            String value = values.get(random.nextInt(values.size()));
            byte[] form = forms.get(random.nextInt(forms.size())).apply(value);
            switch (random.nextInt(8)) {
                case 0 -> text.writeBytes(random.nextInt(3) == 0 ? form : new byte[0]);
                case 1 -> text.writeBytes(Arrays.copyOf(form, random.nextInt(form.length)));
                case 2 -> text.writeBytes(Arrays.copyOf(form, Math.min(form.length, random.nextInt(6))));
                case 3 -> text.writeBytes(broken(random, form));
                case 4 -> text.writeBytes(noise(random, value));
                default -> text.writeBytes(piece(random));
            }
        }
        return text.toByteArray();
    }

    /** With escapes, line breaks or a wrong byte put into it. */
    private static byte[] broken(Random random, byte[] form) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int often = 1 + random.nextInt(30);
        List<String> put =
                List.of("\n", "\r\n", "\\n", "\\r\\n", "\n  ", "\\n ", "\n\t", "%0a", "&#10;", "\\u000a", "", "x");
        String breaks = put.get(random.nextInt(put.size()));
        for (byte b : form) {
            boolean isHere = random.nextInt(often) == 0;
            if (isHere && random.nextBoolean()) {
                out.writeBytes(Exchange.utf8(String.format(random.nextBoolean() ? "%%%02x" : "\\u%04x", b & 0xff)));
            } else {
                out.writeBytes(Exchange.utf8(isHere ? breaks : ""));
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static byte[] noise(Random random, String value) {
        String alphabet = value.substring(0, 4) + value.substring(0, 4) + "\\n\n%&; sA";
        StringBuilder out = new StringBuilder();
        random.ints(random.nextInt(40), 0, alphabet.length()).forEach(i -> out.append(alphabet.charAt(i)));
        return Exchange.utf8(out.toString());
    }

    private static byte[] piece(Random random) {
        String innocent = INNOCENT.get(random.nextInt(INNOCENT.size()));
        int from = random.nextInt(innocent.length());
        return Exchange.utf8(innocent.substring(from, from + random.nextInt(innocent.length() - from)));
    }

    private static int[] splits(Random random, int length) {
        int most = random.nextInt(3) == 0 ? 12 : 3;
        int[] splits = random.ints(random.nextInt(most), 0, length + 1).sorted().toArray();
        int[] all = Arrays.copyOf(splits, splits.length + 1);
        all[splits.length] = length;
        return all;
    }
}
