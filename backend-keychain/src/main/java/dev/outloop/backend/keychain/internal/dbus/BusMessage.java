package dev.outloop.backend.keychain.internal.dbus;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A message that came in (D-Bus specification, "Message Format"). One thread. */
public final class BusMessage {

    static final int METHOD_CALL = 1;
    static final int METHOD_RETURN = 2;
    static final int ERROR = 3;
    static final int SIGNAL = 4;

    /** Endianness, type, flags, version, length of the body, serial, length of the fields. */
    static final int FIXED_BYTES = 16;

    private static final int PATH = 1;
    private static final int INTERFACE = 2;
    private static final int MEMBER = 3;
    private static final int ERROR_NAME = 4;
    private static final int REPLY_SERIAL = 5;
    private static final int SENDER = 7;
    private static final int SIGNATURE = 8;

    private final int type;
    private final ByteBuffer body;
    private String path = "";
    private String member = "";
    private String errorName = "";
    private String sender = "";
    private String signature = "";
    private int replySerial;

    private BusMessage(int type, ByteBuffer body) {
        this.type = type;
        this.body = body;
    }

    /** The byte order that the fixed part says, for a buffer whose position is zero. */
    static ByteOrder order(ByteBuffer fixed) throws IOException {
        return switch (fixed.get(0)) {
            case 'l' -> ByteOrder.LITTLE_ENDIAN;
            case 'B' -> ByteOrder.BIG_ENDIAN;
            default -> throw new IOException("not a message");
        };
    }

    /** How many bytes follow the fixed part. */
    static long restBytes(ByteBuffer fixed) {
        return padded(Integer.toUnsignedLong(fixed.getInt(12))) + Integer.toUnsignedLong(fixed.getInt(4));
    }

    /** Reads a whole message. */
    static BusMessage parse(ByteBuffer whole) throws IOException {
        try {
            int fieldsEnd = FIXED_BYTES + whole.getInt(12);
            int bodyStart = (int) padded(fieldsEnd);
            ByteBuffer body = whole.slice(bodyStart, whole.limit() - bodyStart).order(whole.order());
            BusMessage message = new BusMessage(whole.get(1), body);
            BusReader fields = new BusReader(
                    whole.duplicate().order(whole.order()).position(FIXED_BYTES).limit(fieldsEnd));
            while (fields.hasMore()) {
                message.field(fields.struct());
            }
            return message;
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException("a malformed message");
        }
    }

    private static long padded(long length) {
        return (length + 7) / 8 * 8;
    }

    private void field(BusReader fields) {
        int code = fields.octet();
        String fieldType = fields.signature();
        Object value = switch (fieldType) {
            case "s", "o" -> fields.string();
            case "g" -> fields.signature();
            case "u" -> fields.uint32();
            default -> throw new IllegalArgumentException("a header field of a type that no field has");
        };
        if (value instanceof Integer number) {
            replySerial = code == REPLY_SERIAL ? number : replySerial;
        } else if (value instanceof String text) {
            switch (code) {
                case PATH -> path = text;
                case MEMBER -> member = text;
                case ERROR_NAME -> errorName = text;
                case SENDER -> sender = text;
                case SIGNATURE -> signature = text;
                default -> {
                    // Others, such as the destination, the bus has already looked at.
                }
            }
        }
    }

    /** A method call; the signature says what the body's bytes are. */
    static byte[] call(int serial, BusCall call) {
        byte[] body = call.body();
        BusWriter out = new BusWriter()
                .octet('l')
                .octet(METHOD_CALL)
                .octet(0)
                .octet(1)
                .uint32(body.length)
                .uint32(serial)
                .array(8, fields -> {
                    fields.struct().octet(PATH).variant("o").string(call.path());
                    fields.struct().octet(INTERFACE).variant("s").string(call.interfaceName());
                    fields.struct().octet(MEMBER).variant("s").string(call.member());
                    fields.struct().octet(6).variant("s").string(call.destination());
                    fields.struct().octet(SIGNATURE).variant("g").signature(call.signature());
                });
        return out.align(8).append(body).toByteArray();
    }

    int type() {
        return type;
    }

    int replySerial() {
        return replySerial;
    }

    String errorName() {
        return errorName;
    }

    /** The unique name of the connection that it is from, which the bus writes; empty if it wrote none. */
    public String sender() {
        return sender;
    }

    /** Whether it is the signal of that name from that object of that connection. */
    boolean isSignal(String from, String fromPath, String name) {
        return type == SIGNAL && sender.equals(from) && path.equals(fromPath) && member.equals(name);
    }

    /**
     * What the body says.
     *
     * @throws IOException if the body is not of that type, without saying what it is
     */
    public <T> T read(String expected, BusReader.Element<T> content) throws IOException {
        if (!signature.equals(expected)) {
            throw new IOException("an answer of another type");
        }
        try {
            return content.read(new BusReader(body));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("a malformed answer");
        }
    }
}
