package dev.outloop.backend.keychain.internal.dbus;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A bus and the service on it in one, for what a real one never does: it answers each method as it is told. */
public final class FakeBus implements AutoCloseable {

    /** The unique name of the service. */
    static final String SERVICE = ":1.2";

    private static final byte[] NONE = {};

    private final Path folder = Files.createTempDirectory(Path.of("/tmp"), "fb");
    private final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Map<String, IntFunction<byte[]>> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> latches = new ConcurrentHashMap<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<String> called = new CopyOnWriteArrayList<>();
    private volatile List<String> greeting = List.of("DATA\r\n", "OK 0123456789abcdef0123456789abcdef\r\n");

    public FakeBus() throws IOException {
        server.bind(UnixDomainSocketAddress.of(folder.resolve("bus")));
        answer("Hello", "s", out -> out.string(":1.1"));
        answer("AddMatch", "", out -> {});
        Thread thread = new Thread(this::accept, "fake-bus");
        thread.setDaemon(true);
        thread.start();
    }

    public String address() {
        return "unix:path=" + folder.resolve("bus");
    }

    /** Replies to the method with a body. */
    public FakeBus answer(String member, String signature, Consumer<BusWriter> body) {
        return bytes(member, serial -> message(BusMessage.METHOD_RETURN, signature, body, serial, null));
    }

    /** Replies to the method with an error of that name. */
    public FakeBus fail(String member, String errorName) {
        return bytes(member, serial -> message(BusMessage.ERROR, "s", out -> out.string(errorName), serial, errorName));
    }

    /** Never replies to the method. */
    public FakeBus ignore(String member) {
        return bytes(member, serial -> NONE);
    }

    /** Sends these bytes for a call with the serial. */
    public FakeBus bytes(String member, IntFunction<byte[]> bytes) {
        answers.put(member, bytes);
        return this;
    }

    /** What it says during the authentication. */
    FakeBus greet(String... lines) {
        greeting = List.of(lines);
        return this;
    }

    /** The methods that were called, in their order. */
    public List<String> called() {
        return called;
    }

    /** Everything that came in after the authentication. */
    public byte[] received() {
        return received.toByteArray();
    }

    /** Returns once the method has been called. */
    public void awaitCall(String member) throws InterruptedException {
        latch(member).await();
    }

    private CountDownLatch latch(String member) {
        return latches.computeIfAbsent(member, name -> new CountDownLatch(1));
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread thread = new Thread(() -> serve(client), "fake-bus-client");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(SocketChannel client) {
        try (client) {
            ByteBuffer nul = ByteBuffer.allocate(1);
            client.read(nul);
            for (String line : greeting) {
                readLine(client);
                client.write(ByteBuffer.wrap(line.getBytes(US_ASCII)));
            }
            readLine(client);
            while (true) {
                ByteBuffer fixed = read(client, ByteBuffer.allocate(BusMessage.FIXED_BYTES));
                fixed.order(ByteOrder.LITTLE_ENDIAN);
                ByteBuffer rest = read(client, ByteBuffer.allocate((int) BusMessage.restBytes(fixed)));
                received.writeBytes(fixed.array());
                received.writeBytes(rest.array());
                String member = member(fixed, rest);
                called.add(member);
                client.write(ByteBuffer.wrap(
                        answers.getOrDefault(member, serial -> NONE).apply(fixed.getInt(8))));
                latch(member).countDown();
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static String member(ByteBuffer fixed, ByteBuffer rest) {
        BusReader fields = new BusReader(rest.order(ByteOrder.LITTLE_ENDIAN).limit(fixed.getInt(12)));
        while (true) {
            int code = fields.struct().octet();
            String value = fields.signature().equals("g") ? fields.signature() : fields.string();
            if (code == 3) {
                return value;
            }
        }
    }

    private static void readLine(SocketChannel client) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        do {
            read(client, one.clear());
        } while (one.get(0) != '\n');
    }

    private static ByteBuffer read(SocketChannel client, ByteBuffer target) throws IOException {
        if (Channels.newInputStream(client).readNBytes(target.array(), 0, target.capacity()) < target.capacity()) {
            throw new IOException("the client has gone");
        }
        return target.position(0).limit(target.capacity());
    }

    /** A reply without a body. */
    public static byte[] reply(int serial) {
        return reply(serial, "", out -> {});
    }

    /** A reply. */
    public static byte[] reply(int serial, String signature, Consumer<BusWriter> body) {
        return message(BusMessage.METHOD_RETURN, signature, body, serial, null);
    }

    /** One after the other. */
    public static byte[] inOrder(byte[] first, byte[] second) {
        return new BusWriter().append(first).append(second).toByteArray();
    }

    /** A signal of an object of the service. */
    public static byte[] signal(String path, String member, String signature, Consumer<BusWriter> body) {
        return signal(SERVICE, path, member, signature, body);
    }

    /** A signal that somebody sent. */
    public static byte[] signal(String sender, String path, String member, String signature, Consumer<BusWriter> body) {
        BusWriter content = new BusWriter();
        body.accept(content);
        return header(BusMessage.SIGNAL, content.toByteArray(), fields -> {
            fields.struct().octet(1).variant("o").string(path);
            fields.struct().octet(3).variant("s").string(member);
            fields.struct().octet(7).variant("s").string(sender);
            fields.struct().octet(8).variant("g").signature(signature);
        });
    }

    static byte[] message(int type, String signature, Consumer<BusWriter> body, int serial, String errorName) {
        BusWriter content = new BusWriter();
        body.accept(content);
        return header(type, content.toByteArray(), fields -> {
            fields.struct().octet(5).variant("u").uint32(serial);
            fields.struct().octet(7).variant("s").string(SERVICE);
            fields.struct().octet(8).variant("g").signature(signature);
            if (errorName != null) {
                fields.struct().octet(4).variant("s").string(errorName);
            }
        });
    }

    private static byte[] header(int type, byte[] body, Consumer<BusWriter> fields) {
        return new BusWriter()
                .octet('l')
                .octet(type)
                .octet(1)
                .octet(1)
                .uint32(body.length)
                .uint32(7)
                .array(8, fields)
                .align(8)
                .append(body)
                .toByteArray();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(folder.resolve("bus"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
