package dev.outloop.core.internal.redact;

/** The bytes that have passed every check and wait for the reader. Not thread-safe. */
final class ByteQueue implements ByteSink {

    private byte[] bytes = {};
    private int from;
    private int to;
    private long total;

    @Override
    public void write(byte[] source, int offset, int length) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        bytes = Growth.withRoom(bytes, to, length);
        System.arraycopy(source, offset, bytes, to, length);
        to += length;
        total += length;
    }

    @Override
    public void end() {}

    int size() {
        return to - from;
    }

    /** How many bytes ever came. */
    long total() {
        return total;
    }

    int read(byte[] target, int offset, int length) {
        int count = Math.min(length, size());
        System.arraycopy(bytes, from, target, offset, count);
        from += count;
        return count;
    }
}
