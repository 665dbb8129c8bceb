package dev.outloop.testkit.fake;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a backend is opened with in a test. Immutable; {@code with} methods return a changed copy. */
public final class TestVaultContext implements VaultContext {

    private final String vaultName;
    private final Path directory;
    private final Clock clock;
    private final Map<String, String> settings;
    private final Map<String, byte[]> secrets;
    private final Http http;

    /** How a test opens the way to a server; the port of the engine is {@code VaultHttpPorts.open} in outloop-core. */
    @FunctionalInterface
    public interface Http {
        /** The way to the server at that URL, closed by the backend. */
        VaultHttp open(String url) throws VaultException;
    }

    private TestVaultContext(
            String vaultName,
            Path directory,
            Clock clock,
            Map<String, String> settings,
            Map<String, byte[]> secrets,
            Http http) {
        this.vaultName = Objects.requireNonNull(vaultName, "vaultName");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.settings = Collections.unmodifiableMap(settings);
        this.secrets = secrets;
        this.http = Objects.requireNonNull(http, "http");
    }

    /** A context without settings. */
    public static TestVaultContext of(String vaultName, Path directory, Clock clock) {
        return new TestVaultContext(vaultName, directory, clock, Map.of(), Map.of(), url -> {
            throw new VaultException(ErrorCode.VAULT_FAILED, "this test gave no HTTP port; see withHttp");
        });
    }

    /** With one more setting of plain text. */
    public TestVaultContext with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new TestVaultContext(vaultName, directory, clock, more, secrets, http);
    }

    /** With more settings of plain text. */
    public TestVaultContext with(Map<String, String> more) {
        TestVaultContext result = this;
        for (Map.Entry<String, String> setting : more.entrySet()) {
            result = result.with(setting.getKey(), setting.getValue());
        }
        return result;
    }

    /** With one more setting that is a secret. */
    public TestVaultContext withSecret(String setting, byte[] value) {
        Map<String, byte[]> more = new LinkedHashMap<>(secrets);
        more.put(setting, value.clone());
        return new TestVaultContext(vaultName, directory, clock, settings, more, http);
    }

    /** With a way to servers. */
    public TestVaultContext withHttp(Http port) {
        return new TestVaultContext(vaultName, directory, clock, settings, secrets, port);
    }

    @Override
    public VaultHttp http(String url) throws VaultException {
        return http.open(url);
    }

    @Override
    public String vaultName() {
        return vaultName;
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public Set<String> secretSettings() {
        return Set.copyOf(secrets.keySet());
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Lease secret(String setting) throws VaultException {
        byte[] value = secrets.get(setting);
        if (value == null) {
            throw new VaultException(ErrorCode.VAULT_FAILED, "there is no secret setting " + setting);
        }
        return Lease.of(Secret.copyOf(value));
    }

    @Override
    public String toString() {
        return "TestVaultContext[" + vaultName + "]";
    }
}
