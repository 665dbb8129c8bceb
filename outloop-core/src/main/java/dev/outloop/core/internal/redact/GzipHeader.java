package dev.outloop.core.internal.redact;

/** Reads one gzip member header (RFC 1952, section 2.3) byte by byte. */
final class GzipHeader {

    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;
    private static final int RESERVED = 0xe0;
    private static final int FIXED_BYTES = 10;

    private int fixed;
    private int flags;
    private int extraLengthBytes;
    private int extraLength;
    private int crcBytes;

    /** Takes one byte; returns whether the header is complete with it. */
    boolean accept(int b) throws Withheld {
        if (fixed < FIXED_BYTES) {
            acceptFixed(b);
        } else if ((flags & FEXTRA) != 0) {
            acceptExtra(b);
        } else if ((flags & FNAME) != 0) {
            flags &= b == 0 ? ~FNAME : ~0;
        } else if ((flags & FCOMMENT) != 0) {
            flags &= b == 0 ? ~FCOMMENT : ~0;
        } else if (++crcBytes == 2) {
            flags &= ~FHCRC;
        }
        return fixed == FIXED_BYTES && (flags & (FEXTRA | FNAME | FCOMMENT | FHCRC)) == 0;
    }

    private void acceptFixed(int b) throws Withheld {
        boolean wrong = switch (fixed) {
            case 0 -> b != 0x1f;
            case 1 -> b != 0x8b;
            case 2 -> b != 8;
            case 3 -> (b & RESERVED) != 0;
            default -> false;
        };
        if (wrong) {
            throw Withheld.because("the response's compressed body is broken");
        }
        if (fixed == 3) {
            flags = b;
        }
        fixed++;
    }

    private void acceptExtra(int b) {
        if (extraLengthBytes < 2) {
            extraLength |= b << 8 * extraLengthBytes++;
        } else {
            extraLength--;
        }
        if (extraLengthBytes == 2 && extraLength == 0) {
            flags &= ~FEXTRA;
        }
    }
}
