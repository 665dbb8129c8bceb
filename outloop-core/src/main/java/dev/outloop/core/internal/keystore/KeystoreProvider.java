package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Opens {@code keystore} vaults. Settings: {@code path}, and at most one of {@code passphrase-file}, {@code passphrase}. */
public final class KeystoreProvider implements VaultBackendProvider {

    private static final String PASSPHRASE = "passphrase";
    private static final Set<String> SETTINGS = Set.of("path", "passphrase-file", PASSPHRASE);
    private static final String PROMPT = "prompt";

    /** For {@link java.util.ServiceLoader}. */
    public KeystoreProvider() {}

    @Override
    public String name() {
        return "keystore";
    }

    @Override
    public SpiVersion spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public VaultBackend open(VaultContext context) throws VaultException {
        Map<String, String> settings = context.settings();
        requireKnownSettings(context);
        Path store = path(context, "path");
        return new KeystoreBackend(context, new StoreFile(store, new PrivateFile()), source(context, settings, store));
    }

    private static PassphraseSource source(VaultContext context, Map<String, String> settings, Path store)
            throws VaultException {
        String passphrase = settings.get(PASSPHRASE);
        boolean leased = context.secretSettings().contains(PASSPHRASE);
        boolean file = settings.containsKey("passphrase-file");
        if ((passphrase != null && !passphrase.equals(PROMPT)) || (file && (leased || passphrase != null))) {
            throw wrong(context, "the setting passphrase is \"prompt\" or a reference, and excludes passphrase-file");
        }
        if (leased) {
            return new LeasedPassphrase(context, PASSPHRASE);
        }
        if (passphrase != null) {
            return new PromptedPassphrase(context.vaultName(), PromptedPassphrase.CONSOLE);
        }
        Path beside = store.resolveSibling(store.getFileName() + ".passphrase");
        return new FilePassphrase(file ? path(context, "passphrase-file") : beside, new PrivateFile());
    }

    private static void requireKnownSettings(VaultContext context) throws VaultException {
        Set<String> unknown = new TreeSet<>(context.settings().keySet());
        unknown.removeAll(SETTINGS);
        context.secretSettings().stream()
                .filter(name -> !name.equals(PASSPHRASE))
                .forEach(unknown::add);
        if (!unknown.isEmpty()) {
            throw wrong(
                    context,
                    "it has no setting " + unknown + "; its settings are path, and one of passphrase-file and"
                            + " passphrase");
        }
    }

    private static Path path(VaultContext context, String setting) throws VaultException {
        String text = context.settings().get(setting);
        try {
            Path path = text == null || text.isEmpty()
                    ? null
                    : context.directory().resolve(text).toAbsolutePath().normalize();
            if (path != null && path.getFileName() != null) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Said below, without the text.
        }
        throw wrong(context, "the setting " + setting + " is the path of a file");
    }

    private static VaultException wrong(VaultContext context, String sentence) {
        return new VaultException(
                ErrorCode.VAULT_UNAVAILABLE, "the vault " + context.vaultName() + " cannot be opened: " + sentence);
    }
}
