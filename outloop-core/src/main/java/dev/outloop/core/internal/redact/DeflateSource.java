package dev.outloop.core.internal.redact;

import org.jspecify.annotations.Nullable;

/**
 * Undoes {@code deflate}: the zlib format of RFC 1950, as RFC 9110 section 8.4.1.2 wants it, or bare RFC 1951, as some
 * servers send it.
 */
final class DeflateSource implements ByteSink, AutoCloseable {

    private final Expansion expansion;
    private final ByteSink next;
    private final byte[] start = new byte[2];
    private int startLength;
    private @Nullable InflateDecoder decoder;

    DeflateSource(Expansion expansion, ByteSink next) {
        this.expansion = expansion;
        this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        int at = offset;
        int end = offset + length;
        while (startLength < 2 && at < end) {
            start[startLength++] = bytes[at++];
        }
        if (startLength == 2) {
            if (decoder == null) {
                decoder = new InflateDecoder(!hasZlibHeader(), expansion);
                decode(decoder, start, 0, 2);
            }
            decode(decoder, bytes, at, end - at);
        }
    }

    @Override
    public void end() throws Withheld {
        requireWhole();
        next.end();
    }

    @Override
    public void close() {
        if (decoder != null) {
            decoder.close();
        }
    }

    private void decode(InflateDecoder running, byte[] bytes, int offset, int length) throws Withheld {
        if (running.decode(bytes, offset, length, next) < length) {
            throw Withheld.because("the response's compressed body has something behind its end");
        }
    }

    private void requireWhole() throws Withheld {
        boolean empty = startLength == 0;
        if (!empty && (decoder == null || !decoder.isFinished())) {
            throw Withheld.because("the response's compressed body is cut short");
        }
    }

    private boolean hasZlibHeader() {
        return (start[0] & 0x0f) == 8 && ((start[0] & 0xff) << 8 | start[1] & 0xff) % 31 == 0;
    }
}
