package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;

/** A passphrase in a file of mode 0600; a random one is put there when the store is made. */
final class FilePassphrase implements PassphraseSource {

    private static final int RANDOM_BYTES = 32;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final Path file;
    private final PrivateFile files;

    FilePassphrase(Path file, PrivateFile files) {
        this.file = file;
        this.files = files;
    }

    @Override
    public Secret passphrase(boolean isNew) throws VaultException {
        try {
            if (isNew && !Files.exists(file)) {
                generate();
            }
            files.requireOwnerOnly(file);
            return read();
        } catch (NoSuchFileException e) {
            throw new VaultException(
                    ErrorCode.VAULT_LOCKED, "the passphrase file " + file.getFileName() + " is missing; put it back");
        } catch (IOException e) {
            throw new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE, "the passphrase file " + file.getFileName() + " cannot be used");
        }
    }

    private Secret read() throws IOException {
        byte[] bytes = files.read(file, Passphrase.MAX_CHARS + 2);
        try {
            int length = bytes.length;
            // An editor leaves a line end that is no part of what was typed.
            if (length > 0 && bytes[length - 1] == '\n') {
                length--;
            }
            if (length > 0 && bytes[length - 1] == '\r') {
                length--;
            }
            return Secret.copyOf(bytes, 0, length);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void generate() throws IOException {
        byte[] random = new byte[RANDOM_BYTES];
        byte[] text = new byte[RANDOM_BYTES * 2];
        try {
            new SecureRandom().nextBytes(random);
            for (int i = 0; i < RANDOM_BYTES; i++) {
                text[2 * i] = HEX[(random[i] >> 4) & 15];
                text[2 * i + 1] = HEX[random[i] & 15];
            }
            files.replace(file, text, text.length);
        } finally {
            Arrays.fill(random, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }
}
