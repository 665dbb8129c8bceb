package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.backend.keychain.internal.dbus.BusAddress;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the session bus is: the setting, else what the session told its processes. Immutable. */
final class BusSource {

    private final @Nullable String address;

    private BusSource(@Nullable String address) {
        this.address = address;
    }

    static BusSource of(KeychainSettings settings, Map<String, String> environment) {
        String runtime = environment.get("XDG_RUNTIME_DIR");
        String usual = runtime == null ? null : "unix:path=" + runtime + "/bus";
        String told = environment.getOrDefault("DBUS_SESSION_BUS_ADDRESS", usual);
        return new BusSource(settings.text("bus").orElse(told));
    }

    BusAddress address() throws VaultException {
        if (address == null) {
            throw SecretServiceErrors.noAddress();
        }
        return BusAddress.parse(address)
                .orElseThrow(() -> new VaultException(
                        ErrorCode.VAULT_UNAVAILABLE,
                        "the address of the session bus has no unix:path=; give one that has in the setting bus"));
    }
}
