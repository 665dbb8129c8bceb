package dev.outloop.testkit.fake;

import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/**
 * A marked secret value to plant in a vault and to look for in everything that comes out.
 *
 * <p>It is found plain, in base64 (all three alignments, both alphabets), in hexadecimal and percent-encoded in either
 * case, and escaped for JSON; not compressed, encrypted or in pieces. It is no real secret, so unlike one it says what
 * it is. Immutable.
 */
public final class Canary {

    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    private static final int RANDOM_CHARACTERS = 24;

    private final byte[] bytes;
    private final Encodings encodings;

    private Canary(byte[] bytes) {
        if (bytes.length < 8) {
            throw new IllegalArgumentException("a canary of fewer than 8 bytes is found by chance");
        }
        this.bytes = bytes.clone();
        this.encodings = Encodings.of(this.bytes);
    }

    /** A new value: the mark, a hyphen and 24 letters and digits from the random source. */
    public static Canary random(String mark, Random random) {
        StringBuilder text = new StringBuilder(mark).append('-');
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return of(text.toString());
    }

    /** A new value by a random source that nobody needs to repeat. */
    public static Canary random(String mark) {
        return random(mark, new Random());
    }

    /** The given text in UTF-8. */
    public static Canary of(String text) {
        return new Canary(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A copy of the given bytes.
     *
     * @throws IllegalArgumentException if there are fewer than 8
     */
    public static Canary of(byte[] bytes) {
        return new Canary(bytes);
    }

    /** A copy of the value. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The value as text; meant for canaries that were made of text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A fresh secret with the value, which the caller closes. */
    public Secret secret() {
        return Secret.copyOf(bytes);
    }

    /** Whether the value is anywhere in there, in one of its encodings. */
    public boolean isFoundIn(byte[] output) {
        return find(output).isPresent();
    }

    /** Whether the value is anywhere in there, in one of its encodings; the text is taken as UTF-8. */
    public boolean isFoundIn(CharSequence output) {
        return isFoundIn(output.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** In which encoding and where it is found first, such as {@code base64 at 17}. */
    public Optional<String> find(byte[] output) {
        return encodings.find(output);
    }

    @Override
    public String toString() {
        return "Canary[" + text() + "]";
    }
}
