package dev.outloop.core.internal.redact;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A text with secrets in it, from bytes of any kind: {@code 0xff} and a byte stand for the secret in the encoding of
 * that number. So a fuzzer changes what is around a secret and which form it has, and never breaks the secret itself.
 */
final class Planted {

    static final List<UnaryOperator<String>> FORMS = List.copyOf(Encodings.all().values());

    private Planted() {}

    static byte[] in(byte[] template, String secret) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < template.length; i++) {
            if (isPlace(template, i)) {
                out.writeBytes(Exchange.utf8(FORMS.get(form(template[++i])).apply(secret)));
            } else {
                out.write(template[i]);
            }
        }
        return out.toByteArray();
    }

    /** The numbers of the encodings that it asks for. */
    static Set<Integer> forms(byte[] template) {
        Set<Integer> forms = new HashSet<>();
        for (int i = 0; i < template.length; i++) {
            if (isPlace(template, i)) {
                forms.add(form(template[++i]));
            }
        }
        return forms;
    }

    private static boolean isPlace(byte[] template, int at) {
        return template[at] == (byte) 0xff && at + 1 < template.length;
    }

    private static int form(byte b) {
        return (b & 0xff) % FORMS.size();
    }
}
