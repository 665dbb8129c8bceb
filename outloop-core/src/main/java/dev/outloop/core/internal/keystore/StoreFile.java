package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Arrays;

/** The PKCS#12 file (RFC 7292), read and replaced as a whole. */
final class StoreFile {

    private static final int MAX_BYTES = 256 * 1024 * 1024;

    private final Path file;
    private final PrivateFile files;

    StoreFile(Path file, PrivateFile files) {
        this.file = file;
        this.files = files;
    }

    Path path() {
        return file;
    }

    PrivateFile files() {
        return files;
    }

    boolean exists() {
        // What cannot be told is read, and then fails as unavailable.
        return !Files.notExists(file);
    }

    KeyStore empty() throws VaultException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw unavailable("this Java runtime has no PKCS#12 keystore");
        }
    }

    KeyStore read(Secret passphrase, PassphraseSource source) throws VaultException {
        char[] characters = Passphrase.characters(passphrase);
        try {
            byte[] content = files.read(file, MAX_BYTES);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), characters);
            return store;
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                source.refused();
                throw new VaultException(
                        ErrorCode.VAULT_DENIED, "the passphrase does not open the keystore " + file.getFileName());
            }
            throw unavailable("it cannot be read, or is no PKCS#12 file");
        } catch (GeneralSecurityException | RuntimeException e) {
            throw unavailable("it is damaged, or written in a way that this Java runtime cannot read");
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    /** Replaces the store; the lock, held since before it was read, is what keeps another's change from being lost. */
    void write(KeyStore store, Secret passphrase, StoreLock lock) throws VaultException {
        lock.requireHeld();
        char[] characters = Passphrase.characters(passphrase);
        try {
            ClearedBytes content = new ClearedBytes();
            try (content) {
                store.store(content, characters);
                files.replace(file, content.array(), content.size());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unavailable("it cannot be written; nothing was changed");
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    VaultException unavailable(String sentence) {
        return new VaultException(
                ErrorCode.VAULT_UNAVAILABLE, "the keystore " + file.getFileName() + " cannot be used: " + sentence);
    }
}
