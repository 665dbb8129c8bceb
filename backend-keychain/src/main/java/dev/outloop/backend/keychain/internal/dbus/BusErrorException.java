package dev.outloop.backend.keychain.internal.dbus;

/** An error reply. It has its name alone: the text beside it is the service's own and may hold anything. */
public final class BusErrorException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String name;

    BusErrorException(String name) {
        super("an error reply", null, false, false);
        this.name = name;
    }

    /** The name of the error, such as {@code org.freedesktop.DBus.Error.ServiceUnknown}; chosen by who replied. */
    public String name() {
        return name;
    }
}
