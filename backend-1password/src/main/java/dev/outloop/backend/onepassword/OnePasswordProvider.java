package dev.outloop.backend.onepassword;

import dev.outloop.backend.onepassword.internal.OnePasswordBackend;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.util.Set;
import java.util.TreeSet;

/**
 * Opens 1Password Connect servers under the name {@code 1password}.
 *
 * <p>Settings: {@code url}, where the server is, without {@code /v1}; and {@code token}, a reference to the server's
 * access token in another vault, which is asked for it each time and may so hand out a new one.
 */
public final class OnePasswordProvider implements VaultBackendProvider {

    private static final String URL = "url";

    /** For {@link java.util.ServiceLoader}. */
    public OnePasswordProvider() {}

    @Override
    public String name() {
        return "1password";
    }

    @Override
    public SpiVersion spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public VaultBackend open(VaultContext context) throws VaultException {
        requireKnown(context, context.settings().keySet(), URL);
        requireKnown(context, context.secretSettings(), OnePasswordBackend.TOKEN);
        String url = context.settings().get(URL);
        if (url == null) {
            throw wrong(context, "it needs the setting url, where its Connect server is");
        }
        if (!context.secretSettings().contains(OnePasswordBackend.TOKEN)) {
            throw wrong(context, "it needs the setting token, a reference to the Connect server's access token");
        }
        return new OnePasswordBackend(context, url);
    }

    private static void requireKnown(VaultContext context, Set<String> given, String known) throws VaultException {
        Set<String> unknown = new TreeSet<>(given);
        unknown.remove(known);
        if (!unknown.isEmpty()) {
            throw wrong(
                    context,
                    "it has no setting " + unknown + "; its settings are url, which is text, and token, which is a"
                            + " reference to a secret in another vault");
        }
    }

    private static VaultException wrong(VaultContext context, String sentence) {
        return new VaultException(
                ErrorCode.VAULT_FAILED, "The vault " + context.vaultName() + " cannot be opened: " + sentence + ".");
    }
}
