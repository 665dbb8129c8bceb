package dev.outloop.core.internal.secrets;

/** Which bytes begin a literal, and which stand behind which in one. Immutable. */
final class Neighbours {

    private final boolean[] firsts = new boolean[256];
    private final boolean[] pairs = new boolean[256 * 256];

    Neighbours(Pattern[] patterns) {
        for (Pattern pattern : patterns) {
            byte[] bytes = pattern.bytes;
            firsts[bytes[0] & 0xff] = true;
            for (int i = 1; i < bytes.length; i++) {
                pairs[(bytes[i - 1] & 0xff) << 8 | bytes[i] & 0xff] = true;
            }
        }
    }

    /** Whether a literal may have the second byte, with the first one before it if it has any. */
    boolean mayFollow(byte before, byte b) {
        return firsts[b & 0xff] || pairs[(before & 0xff) << 8 | b & 0xff];
    }
}
