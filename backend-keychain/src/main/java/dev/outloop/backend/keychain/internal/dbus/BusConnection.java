package dev.outloop.backend.keychain.internal.dbus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One connection to a message bus, for one conversation (D-Bus specification, "Authentication Protocol" and "Message
 * Bus Specification"). One thread.
 */
public final class BusConnection implements AutoCloseable {

    private static final int MAX_LINE_BYTES = 256;
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
    private static final int MAX_SIGNALS = 64;

    private final BusSocket socket;
    private final Deadline deadline;
    private final Deque<BusMessage> signals = new ArrayDeque<>();
    private int serial;

    private BusConnection(BusSocket socket, Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    /**
     * Connects and says hello.
     *
     * @throws IOException if nothing that speaks the protocol listens there
     */
    public static BusConnection open(BusAddress address, Deadline deadline) throws IOException, VaultException {
        BusConnection connection = new BusConnection(BusSocket.open(address), deadline);
        try {
            connection.authenticate();
            connection.call(BusCall.ofBus("Hello"));
            return connection;
        } catch (BusErrorException e) {
            connection.close();
            throw new IOException("the bus takes no more connections");
        } catch (IOException | VaultException e) {
            connection.close();
            throw e;
        }
    }

    /** The bus knows the user from the socket, so that no identity is sent with EXTERNAL. */
    private void authenticate() throws IOException, VaultException {
        send("\0AUTH EXTERNAL\r\n".getBytes(US_ASCII));
        if (line().startsWith("DATA")) {
            send("DATA\r\n".getBytes(US_ASCII));
            if (line().startsWith("OK ")) {
                send("BEGIN\r\n".getBytes(US_ASCII));
                return;
            }
        }
        throw new VaultException(
                ErrorCode.VAULT_DENIED, "the session bus refused this user; run the broker in the person's session");
    }

    private String line() throws IOException, VaultException {
        ByteBuffer line = ByteBuffer.allocate(MAX_LINE_BYTES);
        while (line.hasRemaining()) {
            socket.read(line.limit(line.position() + 1), deadline);
            line.limit(MAX_LINE_BYTES);
            if (line.get(line.position() - 1) == '\n') {
                return new String(line.array(), 0, line.position(), US_ASCII);
            }
        }
        throw new IOException("a line without end");
    }

    /** Calls and waits for the reply. */
    public BusMessage call(BusCall call) throws IOException, BusErrorException, VaultException {
        int asked = ++serial;
        send(BusMessage.call(asked, call));
        while (true) {
            BusMessage message = receive();
            if (message.type() == BusMessage.SIGNAL) {
                keep(message);
            } else if (message.replySerial() == asked && message.type() == BusMessage.METHOD_RETURN) {
                return message;
            } else if (message.replySerial() == asked && message.type() == BusMessage.ERROR) {
                throw new BusErrorException(message.errorName());
            }
        }
    }

    /** Asks for a signal of an object; to be called before what makes the object send it. */
    public void subscribe(String path, String interfaceName, String member)
            throws IOException, BusErrorException, VaultException {
        String rule = "type='signal',path='" + path + "',interface='" + interfaceName + "',member='" + member + "'";
        call(BusCall.ofBus("AddMatch").with("s", arguments -> arguments.string(rule)));
    }

    /**
     * Waits for a signal that was asked for.
     *
     * @param sender the unique name of the connection that it has to be from, as anybody on the bus may send a signal
     */
    public BusMessage awaitSignal(String sender, String path, String member) throws IOException, VaultException {
        while (true) {
            BusMessage message = signals.isEmpty() ? receive() : signals.remove();
            if (message.isSignal(sender, path, member)) {
                return message;
            }
        }
    }

    private void keep(BusMessage signal) throws IOException {
        if (signals.size() == MAX_SIGNALS) {
            throw new IOException("a flood of signals");
        }
        signals.add(signal);
    }

    private void send(byte[] bytes) throws IOException, VaultException {
        socket.write(ByteBuffer.wrap(bytes), deadline);
    }

    private BusMessage receive() throws IOException, VaultException {
        ByteBuffer fixed = ByteBuffer.allocate(BusMessage.FIXED_BYTES);
        socket.read(fixed, deadline);
        fixed.order(BusMessage.order(fixed));
        long rest = BusMessage.restBytes(fixed);
        if (rest > MAX_MESSAGE_BYTES) {
            throw new IOException("a message that is too large");
        }
        ByteBuffer whole =
                ByteBuffer.allocate(BusMessage.FIXED_BYTES + (int) rest).order(fixed.order());
        socket.read(whole.put(fixed.flip()), deadline);
        return BusMessage.parse(whole.flip());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nothing left to do with it.
        }
    }
}
