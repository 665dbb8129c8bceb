package dev.outloop.testkit.fake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The simple encodings of a value, to look for. */
final class Encodings {

    private static final class Form {
        final String name;
        final byte[] bytes;
        final boolean anyCase;

        Form(String name, byte[] bytes, boolean anyCase) {
            this.name = name;
            this.bytes = bytes;
            this.anyCase = anyCase;
        }
    }

    private final List<Form> forms;

    private Encodings(List<Form> forms) {
        this.forms = forms;
    }

    static Encodings of(byte[] value) {
        List<Form> forms = new ArrayList<>();
        forms.add(new Form("plain", value, false));
        for (int before = 0; before < 3; before++) {
            String text = base64(value, before);
            forms.add(form("base64", text, false));
            forms.add(form("base64url", text.replace('+', '-').replace('/', '_'), false));
        }
        forms.add(form("hex", HexFormat.of().formatHex(value), true));
        forms.add(form("hex with colons", HexFormat.ofDelimiter(":").formatHex(value), true));
        forms.add(form("percent (every byte)", HexFormat.of().withPrefix("%").formatHex(value), true));
        forms.add(new Form("percent", percent(value, "-._~", "%20"), true));
        forms.add(new Form("percent (form)", percent(value, "-._*", "+"), true));
        forms.add(new Form("percent (form, %20)", percent(value, "-._*", "%20"), true));
        forms.add(form("JSON (every character)", unicodeEscapes(value), true));
        forms.add(new Form("JSON", json(value, false), false));
        forms.add(new Form("JSON (escaped slash)", json(value, true), false));
        return new Encodings(List.copyOf(forms));
    }

    Optional<String> find(byte[] output) {
        byte[] folded = folded(output);
        for (Form form : forms) {
            int at = form.anyCase ? indexOf(folded, folded(form.bytes)) : indexOf(output, form.bytes);
            if (at >= 0) {
                return Optional.of(form.name + " at " + at);
            }
        }
        return Optional.empty();
    }

    /** The characters that the value alone decides when {@code before} bytes stand before it (RFC 4648, section 4). */
    private static String base64(byte[] value, int before) {
        byte[] shifted = new byte[before + value.length];
        System.arraycopy(value, 0, shifted, before, value.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int from = (before * 8 + 5) / 6;
        int to = shifted.length * 8 / 6;
        return text.substring(from, to);
    }

    /** As RFC 3986 (section 2.3) or the form encoding of the URL standard leave characters as they are. */
    private static byte[] percent(byte[] value, String kept, String space) {
        StringBuilder out = new StringBuilder();
        for (byte b : value) {
            char c = (char) (b & 0xff);
            if (isAlphanumeric(c) || kept.indexOf(c) >= 0) {
                out.append(c);
            } else if (c == ' ') {
                out.append(space);
            } else {
                out.append('%').append(HexFormat.of().toHexDigits(b));
            }
        }
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String unicodeEscapes(byte[] value) {
        StringBuilder out = new StringBuilder();
        for (char c : new String(value, StandardCharsets.UTF_8).toCharArray()) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
        return out.toString();
    }

    private static byte[] json(byte[] value, boolean escapeSlash) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte b : value) {
            if (b == '"' || b == '\\' || (escapeSlash && b == '/')) {
                out.write('\\');
            }
            int shortForm = "\n\r\t\b\f".indexOf(b);
            if (shortForm >= 0) {
                out.write('\\');
                out.write("nrtbf".charAt(shortForm));
            } else if (b >= 0 && b < ' ') {
                out.writeBytes(("\\u" + HexFormat.of().toHexDigits((short) b)).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static Form form(String name, String text, boolean anyCase) {
        return new Form(name, text.getBytes(StandardCharsets.UTF_8), anyCase);
    }

    private static byte[] folded(byte[] bytes) {
        byte[] folded = bytes.clone();
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] >= 'A' && folded[i] <= 'Z') {
                folded[i] = (byte) (folded[i] + ('a' - 'A'));
            }
        }
        return folded;
    }

    private static int indexOf(byte[] text, byte[] wanted) {
        for (int at = 0; at + wanted.length <= text.length; at++) {
            if (text[at] == wanted[0] && Arrays.equals(text, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
