package dev.outloop.core.internal.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Finds the secrets inside a value that is a JSON object, such as the key file of a service account. */
final class SecretFields {

    /** Parts of names, in lower case and without separators, whose strings are secrets. */
    private static final List<String> TELLING = List.of(
            "secret",
            "token",
            "password",
            "passwd",
            "passphrase",
            "privatekey",
            "apikey",
            "accesskey",
            "signingkey",
            "credential");

    private final byte[] json;
    private final BackslashEscapes escapes = new BackslashEscapes();
    private final List<byte[]> fields = new ArrayList<>();
    private int at;

    private SecretFields(byte[] json) {
        this.json = json;
    }

    /** The strings at any depth whose names tell that they are secrets, but for addresses; the caller overwrites them. */
    static List<byte[]> of(byte[] json) {
        SecretFields fields = new SecretFields(json);
        fields.read();
        return fields.fields;
    }

    private void read() {
        boolean isTelling = false;
        while (at < json.length) {
            if (json[at++] == '"') {
                try (ByteText string = string()) {
                    if (nextIs(':')) {
                        isTelling = isTelling(string);
                    } else if (isTelling && !isAddress(string)) {
                        fields.add(string.toByteArray());
                    }
                }
            }
        }
    }

    /** The string that begins there, which ends where the text does if its quote is missing. */
    private ByteText string() {
        ByteText string = new ByteText(64);
        while (at < json.length && json[at] != '"') {
            int length = json[at] == '\\' ? escapes.read(json, at, json.length, true, string) : Escapes.NONE;
            if (length == Escapes.NONE) {
                string.add(json[at]);
            }
            at += Math.max(1, length);
        }
        at++;
        return string;
    }

    private boolean nextIs(char wanted) {
        int next = at;
        while (next < json.length && json[next] <= ' ' && json[next] >= 0) {
            next++;
        }
        return next < json.length && json[next] == wanted;
    }

    private static boolean isTelling(ByteText name) {
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < name.size(); i++) {
            char c = (char) (name.array()[i] & 0xff);
            folded.append(Character.isLetterOrDigit(c) ? String.valueOf(c) : "");
        }
        String lower = folded.toString().toLowerCase(Locale.ROOT);
        return TELLING.stream().anyMatch(lower::contains);
    }

    private static boolean isAddress(ByteText text) {
        String scheme = "http";
        for (int i = 0; i < scheme.length(); i++) {
            if (i >= text.size() || text.array()[i] != scheme.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
