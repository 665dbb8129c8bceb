package dev.outloop.core.internal.redact;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Runs an {@link Inflater} over pushed bytes. Not thread-safe; the owner closes it. */
final class InflateDecoder implements AutoCloseable {

    private static final int OUT_BYTES = 8 * 1024;

    private final Inflater inflater;
    private final Expansion expansion;
    private final byte[] out = new byte[OUT_BYTES];
    private long produced;

    InflateDecoder(boolean raw, Expansion expansion) {
        this.inflater = new Inflater(raw);
        this.expansion = expansion;
    }

    /** Decodes as far as the compressed data goes; returns how many of the bytes belong to it. */
    int decode(byte[] bytes, int offset, int length, ByteSink next) throws Withheld {
        inflater.setInput(bytes, offset, length);
        while (!inflater.finished()) {
            int count = inflate();
            if (count > 0) {
                produced += count;
                expansion.requireWithinRatio(produced);
                next.write(out, 0, count);
            } else if (!inflater.finished()) {
                break;
            }
        }
        return length - inflater.getRemaining();
    }

    boolean isFinished() {
        return inflater.finished();
    }

    /** For the next member of the same stream; what was produced still counts. */
    void reset() {
        inflater.reset();
    }

    @Override
    public void close() {
        inflater.end();
        Arrays.fill(out, (byte) 0);
    }

    private int inflate() throws Withheld {
        try {
            int count = inflater.inflate(out);
            if (inflater.needsDictionary()) {
                throw Withheld.because("the response's compressed body is broken");
            }
            return count;
        } catch (DataFormatException e) {
            throw Withheld.because("the response's compressed body is broken");
        }
    }
}
