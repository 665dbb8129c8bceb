package dev.outloop.core.internal.journal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream, so that a file which grows meanwhile is read as it was. */
final class BoundedStream extends FilterInputStream {

    private long remaining;

    BoundedStream(InputStream in, long bytes) {
        super(in);
        this.remaining = bytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (remaining == 0) {
            return -1;
        }
        int count = super.read(buffer, offset, (int) Math.min(length, remaining));
        remaining -= Math.max(0, count);
        return count;
    }
}
