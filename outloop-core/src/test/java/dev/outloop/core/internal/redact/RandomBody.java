package dev.outloop.core.internal.redact;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** A response body of chance: some text round a secret, round something like it, or round nothing. */
final class RandomBody {

    private static final String ANY =
            "abcxyzABCXYZ0123456789-_.~!*'()+/=%&<>\"\\#@?:;, {}[]|^`$\u00e9\u00df\u20ac\u4e2d\uD83D\uDD11";
    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    private static final List<String[]> CONTEXTS = List.of(
            new String[] {"{\"id\":7,\"key\":\"", "\",\"more\":[1,2]}"},
            new String[] {"<html><p title=\"", "\">caf\u00e9 &amp; more</p>"},
            new String[] {"2026-01-01T00:00:00Z INFO key=\"", "\" status=200\n"},
            new String[] {"a=b&key=", "&c=d"},
            new String[] {"GET /x?y=%20z&key=", " HTTP/1.1\r\nHost: h\r\n\r\n"},
            new String[] {"C:\\temp\\new '", "' \\u00e9 100% &nbsp; a+b"});

    final String secret;
    final byte[] bytes;
    final String how;
    final boolean holdsSecret;

    /** About two of three hold the secret in one of the forms. */
    RandomBody(Random random, List<RandomForms.Named> forms) {
        secret = random.nextBoolean()
                ? text(random, ANY, 12 + random.nextInt(40))
                : text(random, TOKEN, 16 + random.nextInt(32));
        RandomForms.Named form = forms.get(random.nextInt(forms.size()));
        int kind = random.nextInt(6);
        holdsSecret = kind < 4;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = holdsSecret ? random.nextInt(2) : 0; i >= 0; i--) {
            String shown = holdsSecret ? secret : kind == 4 ? nearMiss(secret) : "";
            boolean noise = random.nextInt(CONTEXTS.size() + 1) == 0;
            String[] context = CONTEXTS.get(random.nextInt(CONTEXTS.size()));
            byte[] rest = new byte[random.nextInt(40)];
            random.nextBytes(rest);
            out.writeBytes(noise ? rest : Exchange.utf8(text(random, ANY, random.nextInt(20)) + context[0]));
            out.writeBytes(Exchange.utf8("\"" + form.write(shown, random) + "\""));
            out.writeBytes(noise ? rest : Exchange.utf8(context[1] + text(random, ANY, random.nextInt(20))));
        }
        bytes = out.toByteArray();
        how = form + (holdsSecret ? " of " : kind == 4 ? " of something like " : " without ") + secret;
    }

    static String text(Random random, String alphabet, int codePoints) {
        int[] all = alphabet.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < codePoints; i++) {
            out.appendCodePoint(all[random.nextInt(all.length)]);
        }
        return out.toString();
    }

    /** Another letter or digit in the middle, not by case alone. */
    private static String nearMiss(String secret) {
        int middle = secret.length() / 2;
        int at = Character.isLowSurrogate(secret.charAt(middle)) ? middle + 1 : middle;
        int end = secret.offsetByCodePoints(at, 1);
        return secret.substring(0, at) + (secret.charAt(at) == '8' ? '9' : '8') + secret.substring(end);
    }
}
