package dev.outloop.samples.firstproof.proof;

import dev.outloop.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A key made up for one proof, and a search for it that shares no code with the engine's: plain, in base64 at its three
 * alignments and both alphabets, in hexadecimal and percent-encoded in either case, and all of these in gzip.
 */
final class ProofKey implements AutoCloseable {

    private static final byte[] ALPHABET =
            "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789+/=".getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_BYTES = 32;
    private static final int MAX_UNPACKED_BYTES = 1 << 20;

    private final byte[] value;
    private final List<byte[]> forms = new ArrayList<>();

    private ProofKey(byte[] value) {
        this.value = value;
        forms.add(value);
        HexFormat hex = HexFormat.of();
        forms.add(ascii(hex.formatHex(value)));
        forms.add(ascii(hex.withUpperCase().formatHex(value)));
        forms.add(percent(false));
        forms.add(percent(true));
        forms.add(everyBytePercent());
        for (int before = 0; before < 3; before++) {
            forms.add(base64Core(Base64.getEncoder(), before));
            forms.add(base64Core(Base64.getUrlEncoder(), before));
        }
    }

    /** A key of random characters, some of which URLs and forms have to encode. */
    static ProofKey generate() {
        SecureRandom random = new SecureRandom();
        byte[] value = new byte[RANDOM_BYTES + 4];
        for (int i = 0; i < value.length; i++) {
            value[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        value[5] = '+';
        value[11] = '/';
        value[17] = '=';
        return new ProofKey(value);
    }

    /** A fresh secret with the key, which the caller closes. */
    Secret secret() {
        return Secret.copyOf(value);
    }

    /** Whether that is the key. */
    boolean is(byte[] given) {
        return MessageDigest.isEqual(value, given);
    }

    /** In how many places the key is found, in any of its forms. */
    int countIn(byte[] bytes) {
        int count = countPlainly(bytes);
        for (int at = 0; at + 2 < bytes.length; at++) {
            // RFC 1952, section 2.3.1: the magic number and the one method there is.
            if ((bytes[at] & 0xff) == 0x1f && (bytes[at + 1] & 0xff) == 0x8b && bytes[at + 2] == 8) {
                count += countPlainly(unpacked(bytes, at));
            }
        }
        return count;
    }

    /** Base64 with other text before and after it, so that the key stands at an odd alignment. */
    static byte[] base64(byte[] given) {
        byte[] text = new byte[given.length + 10];
        System.arraycopy(ascii("client:"), 0, text, 0, 7);
        System.arraycopy(given, 0, text, 7, given.length);
        System.arraycopy(ascii(":ok"), 0, text, 7 + given.length, 3);
        return Base64.getEncoder().encode(text);
    }

    /** The percent-encoding that forms use, in upper case. */
    static byte[] percent(byte[] given) {
        return ascii(percent(given, true));
    }

    @Override
    public void close() {
        forms.forEach(form -> Arrays.fill(form, (byte) 0));
    }

    private int countPlainly(byte[] bytes) {
        int count = 0;
        for (int at = 0; at < bytes.length; at++) {
            int start = at;
            if (forms.stream().anyMatch(form -> startsWith(bytes, start, form))) {
                count++;
            }
        }
        return count;
    }

    private static boolean startsWith(byte[] bytes, int at, byte[] form) {
        return at + form.length <= bytes.length && Arrays.equals(bytes, at, at + form.length, form, 0, form.length);
    }

    private static byte[] unpacked(byte[] bytes, int at) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at))) {
            return in.readNBytes(MAX_UNPACKED_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** The characters that all depend on the key alone, whatever stands before and after it. */
    private byte[] base64Core(Base64.Encoder encoder, int before) {
        byte[] text = new byte[before + value.length];
        System.arraycopy(value, 0, text, before, value.length);
        String encoded = encoder.withoutPadding().encodeToString(text);
        int from = (before * 8 + 5) / 6;
        int to = text.length * 8 / 6;
        return ascii(encoded.substring(from, to));
    }

    private byte[] percent(boolean upperCase) {
        return ascii(percent(value, upperCase));
    }

    private static String percent(byte[] given, boolean upperCase) {
        StringBuilder out = new StringBuilder();
        for (byte b : given) {
            if (Character.isLetterOrDigit(b)) {
                out.append((char) b);
            } else {
                out.append(String.format(Locale.ROOT, upperCase ? "%%%02X" : "%%%02x", b));
            }
        }
        return out.toString();
    }

    private byte[] everyBytePercent() {
        StringBuilder out = new StringBuilder();
        for (byte b : value) {
            out.append(String.format(Locale.ROOT, "%%%02X", b));
        }
        return ascii(out.toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
