package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.util.Arrays;

/** The form of passphrases: JDKs differ in what they do with others, so these are all that are taken. */
final class Passphrase {

    static final int MAX_CHARS = 1024;

    private Passphrase() {}

    /** The characters, which the caller overwrites. */
    static char[] characters(Secret passphrase) throws VaultException {
        byte[] bytes = passphrase.toByteArray(InsecureSecretAccess.get());
        try {
            requireUsable(bytes);
            char[] characters = new char[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                characters[i] = (char) bytes[i];
            }
            return characters;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** A non-ASCII passphrase fails on Java 17 and works on 25; an empty one protects nothing. */
    private static void requireUsable(byte[] bytes) throws VaultException {
        boolean printable = bytes.length > 0 && bytes.length <= MAX_CHARS;
        for (byte b : bytes) {
            printable &= b >= 0x20 && b <= 0x7e;
        }
        if (!printable) {
            throw new VaultException(
                    ErrorCode.VAULT_DENIED,
                    "a keystore's passphrase is 1 to " + MAX_CHARS + " characters from space to '~' of ASCII");
        }
    }
}
