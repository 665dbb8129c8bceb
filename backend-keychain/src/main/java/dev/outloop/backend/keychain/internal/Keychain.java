package dev.outloop.backend.keychain.internal;

import dev.outloop.spi.VaultException;
import java.util.List;
import java.util.Optional;

/**
 * The items of one service name in the keychain of an operating system, by account name. Both names are printable
 * ASCII. Implementations are thread-safe and keep no value; every method fails with {@code VAULT_TIMEOUT} at its
 * deadline and when its thread is interrupted.
 */
public interface Keychain {

    /** The value, which the caller overwrites; empty only if the keychain was open and has no such item. */
    Optional<byte[]> read(String account, Deadline deadline) throws VaultException;

    /** Keeps the value, in place of what is there; the caller overwrites it. */
    void write(String account, byte[] value, Deadline deadline) throws VaultException;

    /** Removes the item; false only if the keychain was open and has no such item. */
    boolean delete(String account, Deadline deadline) throws VaultException;

    /** The account names of all items of the service, whoever made them. */
    List<String> accounts(Deadline deadline) throws VaultException;

    /** Returns if the keychain is there and open. Never asks a person. */
    void check(Deadline deadline) throws VaultException;
}
