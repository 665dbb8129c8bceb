package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;

/** What to tell a person about each state in which there is no answer. */
final class SecretServiceErrors {

    private static final String BUS_ERROR = "org.freedesktop.DBus.Error.";

    private SecretServiceErrors() {}

    static VaultException noAddress() {
        return unavailable("there is no session bus (DBUS_SESSION_BUS_ADDRESS is not set): run the broker in the"
                + " person's desktop session, or set bus");
    }

    static VaultException noBus() {
        return unavailable("no session bus answers at its address: run the broker in the person's desktop session,"
                + " or correct the setting bus");
    }

    static VaultException noService() {
        return unavailable("no Secret Service is on the session bus: install and start one, such as gnome-keyring");
    }

    static VaultException ended() {
        return unavailable("the session bus or the Secret Service broke off or answered in another form than its own");
    }

    static VaultException noCollection() {
        return new VaultException(
                ErrorCode.VAULT_MISSING,
                "there is no such keyring yet: log in to the desktop once, create one in Seahorse (Passwords and Keys)"
                        + " and make it the default, or correct the setting collection");
    }

    static VaultException locked() {
        return new VaultException(
                ErrorCode.VAULT_LOCKED,
                "the keyring is locked: unlock it in Seahorse (Passwords and Keys) or by logging in, or set prompt:"
                        + " \"true\" to be asked");
    }

    static VaultException consentNeeded() {
        return new VaultException(
                ErrorCode.VAULT_LOCKED,
                "the Secret Service wants a person's consent for this: give it there, or set prompt: \"true\" to be asked");
    }

    static VaultException dismissed() {
        return new VaultException(
                ErrorCode.VAULT_DENIED,
                "the Secret Service's dialog was dismissed, or could not be shown; try again and answer it");
    }

    static VaultException ambiguous(String items) {
        return new VaultException(
                ErrorCode.SECRET_AMBIGUOUS,
                "several items of the keyring have this service and account; delete all but one of " + items);
    }

    /** By the error's name; a name that is not listed is not repeated, because the service chose it. */
    static VaultException of(String errorName) {
        if (errorName.startsWith(BUS_ERROR + "Spawn.")) {
            return noService();
        }
        if (isNoSuchObject(errorName)) {
            return unavailable("the keyring or the item went away while it was asked for; try again");
        }
        return switch (errorName) {
            case BUS_ERROR + "ServiceUnknown", BUS_ERROR + "NameHasNoOwner" -> noService();
            case BUS_ERROR + "NoReply", BUS_ERROR + "Timeout", BUS_ERROR + "Disconnected", BUS_ERROR + "NoServer" ->
                ended();
            case BUS_ERROR + "AccessDenied", BUS_ERROR + "AuthFailed" ->
                new VaultException(
                        ErrorCode.VAULT_DENIED, "the Secret Service refused the broker; allow it there and try again");
            case BUS_ERROR + "NotSupported" ->
                unavailable("the Secret Service has no encrypted sessions (" + SecretSession.ALGORITHM + ")");
            case BUS_ERROR + "LimitsExceeded", BUS_ERROR + "NoMemory" ->
                unavailable("the session bus or the Secret Service is at its limits");
            case "org.freedesktop.Secret.Error.IsLocked" -> locked();
            default ->
                new VaultException(
                        ErrorCode.VAULT_FAILED,
                        "the Secret Service failed in a way that has no name here; see its log");
        };
    }

    /** Whether the error says that the object that was asked is not there; implementations differ in how they say it. */
    static boolean isNoSuchObject(String errorName) {
        return switch (errorName) {
            case BUS_ERROR + "UnknownObject",
                    BUS_ERROR + "UnknownMethod",
                    BUS_ERROR + "UnknownInterface",
                    "org.freedesktop.Secret.Error.NoSuchObject" -> true;
            default -> false;
        };
    }

    private static VaultException unavailable(String sentence) {
        return new VaultException(ErrorCode.VAULT_UNAVAILABLE, sentence);
    }
}
