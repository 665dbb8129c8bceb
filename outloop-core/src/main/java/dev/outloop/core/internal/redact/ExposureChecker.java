package dev.outloop.core.internal.redact;

import dev.outloop.action.Exposure;
import dev.outloop.secret.Secret;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The last gate of a response: looks for the call's own values in what is about to be released.
 *
 * <p>It shares no code with the search that cuts, takes its values from the leases and not from the registry, and reads
 * with its own decoders, so that one mistake does not blind both. A value is found as it stands, in UTF-16, in hex or in
 * base64, wrapped into lines or not; and each of these plainly, in JSON strings and JSON strings inside them, percent-
 * encoded once or twice, and as character references.
 *
 * <p>Each byte is read once, or passed over where nothing can be found, and goes on as soon as it is decided. What may be the beginning of a value is kept back, so
 * that no byte of a form of a value is released; a character of base64 that the value shares with what stands before it
 * is not a byte of the form. What is kept is at most a constant times the longest value. Not thread-safe; closing
 * overwrites the values.
 */
final class ExposureChecker implements ByteSink, AutoCloseable {

    private final CheckedText text;
    private final boolean hasValues;
    private final ByteSink next;
    private byte[] held = {};
    private int size;
    private boolean ended;
    private boolean exposed;

    ExposureChecker(Collection<Secret> secrets, ByteSink next) {
        List<byte[]> words = new ArrayList<>();
        secrets.forEach(secret -> words.addAll(CheckedValue.words(secret)));
        this.text = new CheckedText(words);
        this.hasValues = !words.isEmpty();
        this.next = next;
        words.forEach(word -> Arrays.fill(word, (byte) 0));
    }

    /** Judges a name or value of a header field; before the body, since it is a text of its own. */
    void check(String field) throws Withheld {
        if (hasValues) {
            byte[] bytes = checked(field, StandardCharsets.UTF_8);
            if (bytes.length != field.length()) {
                checked(field, StandardCharsets.ISO_8859_1);
            }
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        if (hasValues) {
            judge(bytes, offset, length);
        }
        int undecided = text.undecided();
        // What is held and what is new, as one text.
        int free = size + length - undecided;
        int freed = Math.max(0, Math.min(size, free));
        release(held, 0, freed);
        System.arraycopy(held, freed, held, 0, size - freed);
        size -= freed;
        int passed = Math.max(0, free - freed);
        release(bytes, offset, passed);
        hold(bytes, offset + passed, length - passed);
    }

    @Override
    public void end() throws Withheld {
        judgeEnd();
        release(held, 0, size);
        size = 0;
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
        Arrays.fill(held, (byte) 0);
    }

    private byte[] checked(String field, Charset charset) throws Withheld {
        byte[] bytes = field.getBytes(charset);
        judge(bytes, 0, bytes.length);
        judgeEnd();
        return bytes;
    }

    private void judge(byte[] bytes, int offset, int length) throws Withheld {
        try {
            text.take(bytes, offset, length);
        } catch (Withheld e) {
            exposed = true;
            throw e;
        }
    }

    private void judgeEnd() throws Withheld {
        try {
            text.end();
        } catch (Withheld e) {
            exposed = true;
            throw e;
        }
    }

    private void release(byte[] bytes, int offset, int length) throws Withheld {
        if (length > 0) {
            next.write(bytes, offset, length);
        }
    }

    private void hold(byte[] bytes, int offset, int length) {
        if (held.length - size < length) {
            byte[] larger = Arrays.copyOf(held, Math.max(size + length, 2 * held.length));
            Arrays.fill(held, (byte) 0);
            held = larger;
        }
        System.arraycopy(bytes, offset, held, size, length);
        size += length;
    }
}
