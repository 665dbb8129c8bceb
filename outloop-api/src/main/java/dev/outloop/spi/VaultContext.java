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

    /**
     * The way to this vault's server, with the network rule that the configuration gives the vault. The backend closes
     * it when it is closed itself.
     *
     * @param url {@code https://HOST[:PORT][/PATH]}, or {@code http} for this machine alone; see
     *     {@link dev.outloop.action.ServiceUrl#parse}
     * @throws VaultException {@code VAULT_FAILED} if the URL or the network rule cannot be used, with what was expected
     */
    VaultHttp http(String url) throws VaultException;
}
