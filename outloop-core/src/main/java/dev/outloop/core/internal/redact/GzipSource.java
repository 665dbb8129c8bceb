package dev.outloop.core.internal.redact;

import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Undoes {@code gzip} (RFC 1952), of one or several members; checksum and length of each are compared. */
final class GzipSource implements ByteSink, AutoCloseable {

    private static final int TRAILER_BYTES = 8;

    private final InflateDecoder decoder;
    private final ByteSink next;
    private final Measured measured = new Measured();
    private @Nullable GzipHeader header = new GzipHeader();
    private boolean atMemberStart = true;
    private int trailerBytes;
    private long trailer;

    GzipSource(Expansion expansion, ByteSink next) {
        this.decoder = new InflateDecoder(true, expansion);
        this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (header != null) {
                atMemberStart = false;
                header = header.accept(bytes[at++] & 0xff) ? null : header;
            } else if (!decoder.isFinished()) {
                at += decoder.decode(bytes, at, end - at, measured);
            } else {
                acceptTrailer(bytes[at++] & 0xff);
            }
        }
    }

    @Override
    public void end() throws Withheld {
        requireWhole();
        next.end();
    }

    @Override
    public void close() {
        decoder.close();
    }

    private void acceptTrailer(int b) throws Withheld {
        trailer |= (long) b << 8 * trailerBytes++;
        if (trailerBytes == TRAILER_BYTES) {
            requireChecksum();
            trailerBytes = 0;
            trailer = 0;
            measured.reset();
            decoder.reset();
            header = new GzipHeader();
            atMemberStart = true;
        }
    }

    private void requireChecksum() throws Withheld {
        if ((trailer & 0xffffffffL) != measured.crc.getValue() || trailer >>> 32 != (measured.length & 0xffffffffL)) {
            throw Withheld.because("the response's compressed body is broken");
        }
    }

    private void requireWhole() throws Withheld {
        if (!atMemberStart) {
            throw Withheld.because("the response's compressed body is cut short");
        }
    }

    /** Passes on what a member holds, and sums it up. */
    private final class Measured implements ByteSink {
        private final CRC32 crc = new CRC32();
        private long length;

        @Override
        public void write(byte[] bytes, int offset, int count) throws Withheld {
            crc.update(bytes, offset, count);
            length += count;
            next.write(bytes, offset, count);
        }

        @Override
        public void end() {}

        private void reset() {
            crc.reset();
            length = 0;
        }
    }
}
