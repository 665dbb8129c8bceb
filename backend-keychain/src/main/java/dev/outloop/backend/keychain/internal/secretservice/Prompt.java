package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.dbus.BusConnection;
import dev.outloop.backend.keychain.internal.dbus.BusErrorException;
import dev.outloop.spi.VaultException;
import java.io.IOException;

/** The dialogs that the Secret Service shows to a person, if it may. One thread. */
final class Prompt {

    private static final String NOTHING = "/";

    private final BusConnection bus;
    private final boolean allowed;

    Prompt(BusConnection bus, boolean allowed) {
        this.bus = bus;
        this.allowed = allowed;
    }

    /**
     * Shows the dialog that is needed, if one is, and waits for the person. A dialog that nobody answers goes away with
     * the connection; {@code Dismiss} is not called, because gnome-keyring 42.1 aborts on it while it waits.
     */
    void follow(String path) throws IOException, BusErrorException, VaultException {
        if (path.equals(NOTHING)) {
            return;
        }
        if (!allowed) {
            throw SecretServiceErrors.consentNeeded();
        }
        bus.subscribe(path, SecretServiceCalls.PROMPT, "Completed");
        String service = bus.call(SecretServiceCalls.prompt(path)).sender();
        if (bus.awaitSignal(service, path, "Completed").read("bv", answer -> answer.bool())) {
            throw SecretServiceErrors.dismissed();
        }
    }
}
