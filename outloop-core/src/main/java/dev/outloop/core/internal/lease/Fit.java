package dev.outloop.core.internal.lease;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether a secret can stand in its place as it is. One that cannot is refused, because a client that bends it to fit
 * sends something else than the key, and a value too short to be told from ordinary text cannot be redacted.
 */
final class Fit {

    /** The fewest bytes of a secret; anything shorter would be found everywhere. */
    static final int MIN_BYTES = 8;

    private static final int MAX_BYTES = 16 * 1024;

    private Fit() {}

    static void require(Secret secret, CredentialPlacement placement) throws Stopped {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        try {
            requireNotEmpty(bytes);
            requireLength(bytes);
            requireLengthInBasic(bytes, placement);
            refuseControlCharacters(bytes);
            if (placement.header().isPresent() && placement.basicUsername().isEmpty()) {
                requireHeaderAscii(bytes);
            }
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    static int sizeBytes(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        Arrays.fill(bytes, (byte) 0);
        return bytes.length;
    }

    static void requireNotEmpty(byte[] bytes) throws Stopped {
        if (bytes.length == 0) {
            throw unfit("is empty");
        }
    }

    static void requireLength(byte[] bytes) throws Stopped {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw unfit("is shorter than " + MIN_BYTES + " or longer than " + MAX_BYTES + " bytes");
        }
    }

    /** With the user name and in base64 (RFC 7617, section 2), because redaction has to know that form too. */
    private static void requireLengthInBasic(byte[] bytes, CredentialPlacement placement) throws Stopped {
        if (placement.basicUsername().isPresent()) {
            int username = placement.basicUsername().get().getBytes(StandardCharsets.UTF_8).length;
            if ((username + 1 + bytes.length + 2) / 3 * 4 > MAX_BYTES) {
                throw unfit("is longer than " + MAX_BYTES + " bytes once it is in base64 with its user name");
            }
        }
    }

    static void refuseControlCharacters(byte[] bytes) throws Stopped {
        for (byte b : bytes) {
            if ((b >= 0 && b < ' ') || b == 0x7f) {
                throw unfit("has a control character, such as a line break at its end");
            }
        }
    }

    /** A field value is visible ASCII (RFC 9110, section 5.5) without space at either end. */
    static void requireHeaderAscii(byte[] bytes) throws Stopped {
        for (byte b : bytes) {
            if (b < 0) {
                throw unfit("has characters outside ASCII, which a header cannot carry");
            }
        }
        if (bytes.length > 0 && (bytes[0] == ' ' || bytes[bytes.length - 1] == ' ')) {
            throw unfit("starts or ends with a space, which a header cannot carry");
        }
    }

    private static Stopped unfit(String why) {
        return new Stopped(
                ErrorCode.SECRET_UNFIT,
                Effect.NONE,
                "The stored secret " + why + "; the person who keeps the vault has to store it anew.");
    }
}
