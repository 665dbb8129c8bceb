package dev.outloop.core.internal.redact;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.util.Arrays;

/** A value that the checker looks for: an own copy, with an own search (Horspool's). Not thread-safe once closed. */
final class CheckedValue implements AutoCloseable {

    private final byte[] value;
    private final int[] shifts = new int[256];

    private CheckedValue(byte[] owned) {
        this.value = owned;
        Arrays.fill(shifts, owned.length);
        for (int i = 0; i < owned.length - 1; i++) {
            shifts[owned[i] & 0xff] = owned.length - 1 - i;
        }
    }

    static CheckedValue of(Secret secret) {
        return new CheckedValue(secret.toByteArray(InsecureSecretAccess.get()));
    }

    int length() {
        return value.length;
    }

    boolean hasSpace() {
        for (byte b : value) {
            if (b == ' ') {
                return true;
            }
        }
        return false;
    }

    boolean isIn(byte[] text, int from, int to) {
        int last = value.length - 1;
        byte lastByte = value[last];
        for (int at = from + last; at < to; at += shifts[text[at] & 0xff]) {
            if (text[at] == lastByte && Arrays.equals(text, at - last, at + 1, value, 0, value.length)) {
                return true;
            }
        }
        return false;
    }

    /** How many of the text's last bytes are the first bytes of the value, and not all of it. */
    int begunAtEnd(byte[] text, int from, int to) {
        for (int count = Math.min(value.length - 1, to - from); count > 0; count--) {
            if (text[to - count] == value[0] && Arrays.equals(text, to - count, to, value, 0, count)) {
                return count;
            }
        }
        return 0;
    }

    @Override
    public void close() {
        Arrays.fill(value, (byte) 0);
        Arrays.fill(shifts, value.length);
    }
}
