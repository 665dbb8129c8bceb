package dev.outloop.spi;

import dev.outloop.secret.Lease;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** What a backend is opened with. Given by the engine, valid as long as the backend is open, thread-safe. */
public interface VaultContext {

    /** The configured name of this vault, the part of references before the colon. */
    String vaultName();

    /** The settings beside {@code backend} that are plain text, by name. */
    Map<String, String> settings();

    /** The names of the settings that are secrets of another vault; none of them is among {@link #settings()}. */
    Set<String> secretSettings();

    /** The folder that relative paths in settings are meant from. */
    Path directory();

    /** The time. */
    Clock clock();

    /**
     * Lends a setting that is itself a secret of another vault, resolved now.
     *
     * @throws VaultException if there is no such setting, or as the other vault fails
     */
    Lease secret(String setting) throws VaultException;
}
