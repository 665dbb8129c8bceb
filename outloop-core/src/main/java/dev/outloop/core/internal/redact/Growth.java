package dev.outloop.core.internal.redact;

import java.util.Arrays;

/** Room for more bytes in an array that is filled from its start. */
final class Growth {

    private Growth() {}

    /** The array if the bytes fit behind those in use, or else one at least twice as long; then the old one is wiped. */
    static byte[] withRoom(byte[] bytes, int used, int more) {
        if (bytes.length - used >= more) {
            return bytes;
        }
        byte[] grown = Arrays.copyOf(bytes, Math.max(used + more, bytes.length * 2));
        Arrays.fill(bytes, (byte) 0);
        return grown;
    }
}
