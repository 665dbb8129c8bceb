package dev.outloop.core.internal.journal;

/**
 * A line that was written, and how the trail stands behind it.
 *
 * @param kind what it holds
 * @param bytes the line with its line end; empty for one that was there before
 * @param hash its hash
 * @param end where it ends in its segment
 * @param ordinal counts the lines of this sink over all segments
 * @param sequence the number of the last record up to here; 0 if none
 * @param open the number of the oldest attempt without an outcome; 0 if none
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier inside the package, never compared
record WrittenLine(LineKind kind, byte[] bytes, byte[] hash, long end, long ordinal, long sequence, long open) {

    /** The object as it stands in the line. */
    byte[] object() {
        int from = kind.start().length();
        int length = bytes.length - TrailLine.encodedBytes(kind, 0);
        byte[] object = new byte[length];
        System.arraycopy(bytes, from, object, 0, length);
        return object;
    }
}
