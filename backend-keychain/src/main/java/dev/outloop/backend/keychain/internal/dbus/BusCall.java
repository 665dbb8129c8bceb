package dev.outloop.backend.keychain.internal.dbus;

import java.util.function.Consumer;

/** A method call: which method of which object, and the arguments. Immutable. */
public final class BusCall {

    private static final String BUS = "org.freedesktop.DBus";

    private final String destination;
    private final String path;
    private final String interfaceName;
    private final String member;
    private String signature = "";
    private byte[] body = {};

    private BusCall(String destination, String path, String interfaceName, String member) {
        this.destination = destination;
        this.path = path;
        this.interfaceName = interfaceName;
        this.member = member;
    }

    /** A call without arguments. */
    public static BusCall of(String destination, String path, String interfaceName, String member) {
        return new BusCall(destination, path, interfaceName, member);
    }

    /** A call of the bus itself, without arguments. */
    static BusCall ofBus(String member) {
        return new BusCall(BUS, "/org/freedesktop/DBus", BUS, member);
    }

    /** The same with arguments, which are of the types that the signature says. */
    public BusCall with(String types, Consumer<BusWriter> arguments) {
        BusWriter writer = new BusWriter();
        arguments.accept(writer);
        BusCall call = new BusCall(destination, path, interfaceName, member);
        call.signature = types;
        call.body = writer.toByteArray();
        return call;
    }

    String destination() {
        return destination;
    }

    String path() {
        return path;
    }

    String interfaceName() {
        return interfaceName;
    }

    String member() {
        return member;
    }

    String signature() {
        return signature;
    }

    byte[] body() {
        return body;
    }
}
