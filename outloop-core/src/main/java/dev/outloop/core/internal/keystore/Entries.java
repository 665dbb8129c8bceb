package dev.outloop.core.internal.keystore;

import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secrets of a keystore that was read, by reference. One thread. */
final class Entries {

    /** Any algorithm name serves for arbitrary bytes, except those that the JDK has no identifier for. */
    private static final String ALGORITHM = "AES";

    private static final String PREFIX = "outloop-";

    private final KeyStore store;
    private final StoreFile file;

    Entries(KeyStore store, StoreFile file) {
        this.store = store;
        this.file = file;
    }

    Optional<Secret> get(SecretRef ref, Secret passphrase) throws VaultException {
        char[] characters = Passphrase.characters(passphrase);
        try {
            Key key = store.getKey(alias(ref), characters);
            if (key == null) {
                return Optional.empty();
            }
            byte[] bytes = key.getEncoded();
            try {
                return Optional.of(Secret.copyOf(bytes));
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        } catch (GeneralSecurityException e) {
            throw file.unavailable("an entry is damaged");
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    void put(SecretRef ref, byte[] value, Secret passphrase) throws VaultException {
        KeyStore.PasswordProtection protection = protection(passphrase);
        try {
            SecretKey key = new SecretKeySpec(value, ALGORITHM);
            store.setEntry(alias(ref), new KeyStore.SecretKeyEntry(key), protection);
        } catch (GeneralSecurityException e) {
            throw file.unavailable("it does not take the entry");
        } finally {
            destroy(protection);
        }
    }

    boolean remove(SecretRef ref) throws VaultException {
        try {
            boolean known = store.containsAlias(alias(ref));
            if (known) {
                store.deleteEntry(alias(ref));
            }
            return known;
        } catch (GeneralSecurityException e) {
            throw file.unavailable("it does not give up the entry");
        }
    }

    /** The references; entries that another program put there have none. */
    List<SecretRef> names(String vault) throws VaultException {
        List<SecretRef> names = new ArrayList<>();
        try {
            for (String alias : Collections.list(store.aliases())) {
                ref(vault, alias).ifPresent(names::add);
            }
        } catch (GeneralSecurityException e) {
            throw file.unavailable("it does not list its entries");
        }
        return List.copyOf(names);
    }

    /** The JDK lower-cases aliases, so that {@code Key} and {@code key} would be one; their hexadecimal forms differ. */
    private static String alias(SecretRef ref) {
        return PREFIX + HexFormat.of().formatHex(ref.path().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<SecretRef> ref(String vault, String alias) {
        if (!alias.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] path = HexFormat.of().parseHex(alias, PREFIX.length(), alias.length());
            return Optional.of(SecretRef.parse(vault + ":" + new String(path, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static KeyStore.PasswordProtection protection(Secret passphrase) throws VaultException {
        char[] characters = Passphrase.characters(passphrase);
        try {
            return new KeyStore.PasswordProtection(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static void destroy(KeyStore.PasswordProtection protection) {
        try {
            protection.destroy();
        } catch (javax.security.auth.DestroyFailedException e) {
            // It overwrites its own array and declares this only for others.
        }
    }
}
