package dev.outloop.core.internal.redact;

import java.util.Arrays;

/** A code whose characters come in runs, read by the checker's own decoders (RFC 4648). */
enum CheckedCode {
    /** Two digits a byte, in either case. */
    HEX {
        @Override
        int alignments() {
            return 2;
        }

        @Override
        int shortestRun(int valueBytes) {
            return 2 * valueBytes;
        }

        @Override
        boolean has(byte b) {
            return CheckedReading.digit(b) >= 0;
        }

        @Override
        int decode(byte[] text, int from, int to, byte[] out) {
            int length = 0;
            for (int at = from; at + 1 < to; at += 2) {
                out[length++] = (byte) (CheckedReading.digit(text[at]) << 4 | CheckedReading.digit(text[at + 1]));
            }
            return length;
        }
    },
    /** Four characters for three bytes, of either alphabet. */
    BASE64 {
        @Override
        int alignments() {
            return 4;
        }

        @Override
        int shortestRun(int valueBytes) {
            return (8 * valueBytes + 5) / 6;
        }

        @Override
        boolean has(byte b) {
            return SIX_BITS[b & 0xff] >= 0;
        }

        @Override
        int decode(byte[] text, int from, int to, byte[] out) {
            int length = 0;
            int bits = 0;
            int count = 0;
            for (int at = from; at < to; at++) {
                bits = bits << 6 | SIX_BITS[text[at] & 0xff];
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    out[length++] = (byte) (bits >> count);
                }
            }
            return length;
        }
    };

    private static final byte[] SIX_BITS = sixBits();

    /** At how many places of a run reading has to begin to meet every alignment. */
    abstract int alignments();

    /** The shortest run that can hold a value of that length. */
    abstract int shortestRun(int valueBytes);

    abstract boolean has(byte b);

    /** Reads a run; returns the length, which is not above the run's. */
    abstract int decode(byte[] text, int from, int to, byte[] out);

    private static byte[] sixBits() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < 26; i++) {
            values['A' + i] = (byte) i;
            values['a' + i] = (byte) (26 + i);
        }
        for (int i = 0; i < 10; i++) {
            values['0' + i] = (byte) (52 + i);
        }
        values['+'] = 62;
        values['-'] = 62;
        values['/'] = 63;
        values['_'] = 63;
        return values;
    }
}
