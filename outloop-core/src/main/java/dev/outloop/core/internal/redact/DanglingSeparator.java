package dev.outloop.core.internal.redact;

/**
 * Finds a bracket that closes right behind a comma or colon. Jackson's non-blocking parser refuses it in one chunk and
 * lets it through where a chunk ends in between, so how much of a body is shown would depend on the chunks. Not
 * thread-safe.
 */
final class DanglingSeparator {

    private boolean isInString;
    private boolean isEscaped;
    private boolean isBehindSeparator;

    /** The offset of the first such bracket, or {@code to}; the bytes follow those of the call before. */
    int find(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte octet = bytes[i];
            if (isEscaped) {
                isEscaped = false;
            } else if (isInString) {
                isEscaped = octet == '\\';
                isInString = octet != '"';
            } else if (octet > ' ') {
                if (isBehindSeparator && (octet == '}' || octet == ']')) {
                    return i;
                }
                isInString = octet == '"';
                isBehindSeparator = octet == ',' || octet == ':';
            }
        }
        return to;
    }
}
