package dev.outloop.core.internal.redact;

import dev.outloop.action.Exposure;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The last gate of a response: looks for the call's own values in what is about to be released.
 *
 * <p>It shares no code with the search that cuts, takes its values from the leases and not from the registry, and reads
 * with its own decoders, so that one mistake does not blind both. It remembers enough of what it released to see a value
 * that spans pieces, and keeps back what may be the beginning of one. Not thread-safe; closing overwrites the values.
 */
final class ExposureChecker implements ByteSink, AutoCloseable {

    /** What one byte takes in the longest form: {@code \\u0041}, inside a JSON string inside another. */
    private static final int LONGEST_FORM = 7;

    private final CheckedText text;
    private final boolean hasValues;
    private final int window;
    private final ByteSink next;
    private byte[] buffer = {};
    private int size;
    private int released;
    private boolean ended;
    private boolean exposed;

    ExposureChecker(Collection<Secret> secrets, ByteSink next) {
        List<CheckedValue> values = new ArrayList<>();
        int longest = 0;
        for (Secret secret : secrets) {
            CheckedValue value = CheckedValue.of(secret);
            if (value.length() > 0) {
                values.add(value);
                longest = Math.max(longest, value.length());
            }
        }
        this.text = new CheckedText(values);
        this.hasValues = !values.isEmpty();
        this.window = longest * LONGEST_FORM + 32;
        this.next = next;
    }

    /** Judges a name or value of a header field. */
    void check(String field) throws Withheld {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        judge(bytes, bytes.length);
        if (bytes.length != field.length()) {
            byte[] octets = field.getBytes(StandardCharsets.ISO_8859_1);
            judge(octets, octets.length);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        if (buffer.length - size < length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + length, buffer.length * 2));
        }
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        int held = judge(buffer, size);
        release(Math.max(released, size - held));
    }

    @Override
    public void end() throws Withheld {
        release(size);
        ended = true;
        next.end();
    }

    /** What is known by now. */
    Exposure exposure() {
        if (exposed) {
            return Exposure.WITHHELD;
        }
        return ended && hasValues ? Exposure.NONE_FOUND : Exposure.NOT_CHECKED;
    }

    @Override
    public void close() {
        text.close();
        Arrays.fill(buffer, 0, size, (byte) 0);
    }

    private int judge(byte[] bytes, int length) throws Withheld {
        int verdict = hasValues ? text.judge(bytes, 0, length) : 0;
        exposed |= verdict == CheckedText.EXPOSED;
        requireNoExposure(verdict);
        return Math.max(0, verdict);
    }

    private static void requireNoExposure(int verdict) throws Withheld {
        if (verdict == CheckedText.EXPOSED) {
            throw Withheld.because("the response still held a secret after redaction, so the rest is kept back");
        }
    }

    private void release(int to) throws Withheld {
        if (to > released) {
            next.write(buffer, released, to - released);
            released = to;
        }
        int surplus = Math.min(released, size - window);
        if (surplus > 0) {
            System.arraycopy(buffer, surplus, buffer, 0, size - surplus);
            size -= surplus;
            released -= surplus;
        }
    }
}
