package dev.outloop.backend.keychain.internal.dbus;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class BusConnectionTest {

    private static final BusCall ASK = BusCall.of("a.Service", "/a", "an.Interface", "Ask");

    private FakeBus bus;

    @BeforeEach
    void startBus() throws Exception {
        bus = new FakeBus();
    }

    @AfterEach
    void closeBus() {
        bus.close();
    }

    private BusConnection open(Duration patience) throws Exception {
        TestClock clock = TestClock.create();
        return BusConnection.open(
                BusAddress.parse(bus.address()).orElseThrow(), Deadline.at(clock.in(patience), clock));
    }

    private BusConnection open() throws Exception {
        return open(Duration.ofSeconds(30));
    }

    @Test
    void callGivesWhatTheReplySays() throws Exception {
        bus.answer("Ask", "sub", out -> out.string("k\u00fcche").uint32(7).bool(true));
        try (BusConnection connection = open()) {
            String said = connection.call(ASK).read("sub", in -> in.string() + in.uint32() + in.bool());
            assertThat(said).isEqualTo("k\u00fcche7true");
        }
    }

    @Test
    void errorReplyHasItsNameAndNotItsText() throws Exception {
        bus.fail("Ask", "org.example.Error.No");
        try (BusConnection connection = open()) {
            assertThatExceptionOfType(BusErrorException.class)
                    .isThrownBy(() -> connection.call(ASK))
                    .satisfies(e -> assertThat(e.name()).isEqualTo("org.example.Error.No"))
                    .withMessage("an error reply");
        }
    }

    @Test
    void replyToAnotherCallIsNotTaken() throws Exception {
        byte[] other = FakeBus.message(BusMessage.METHOD_RETURN, "s", out -> out.string("other"), 999, null);
        bus.bytes("Ask", serial -> FakeBus.inOrder(other, FakeBus.reply(serial, "s", out -> out.string("own"))));
        try (BusConnection connection = open()) {
            assertThat(connection.call(ASK).read("s", BusReader::string)).isEqualTo("own");
        }
    }

    @Test
    void signalBeforeTheReplyIsKept() throws Exception {
        byte[] signal = FakeBus.signal("/p", "Done", "s", out -> out.string("early"));
        bus.bytes("Ask", serial -> FakeBus.inOrder(signal, FakeBus.reply(serial, "s", out -> out.string("own"))));
        try (BusConnection connection = open()) {
            connection.call(ASK);
            assertThat(connection.awaitSignal(FakeBus.SERVICE, "/p", "Done").read("s", BusReader::string))
                    .isEqualTo("early");
        }
    }

    @Test
    void floodOfSignalsEndsTheConversation() throws Exception {
        byte[] signal = FakeBus.signal("/p", "Done", "", out -> {});
        byte[] flood = new byte[0];
        for (int i = 0; i < 65; i++) {
            flood = FakeBus.inOrder(flood, signal);
        }
        byte[] all = flood;
        bus.bytes("Ask", serial -> all);
        try (BusConnection connection = open()) {
            assertThatIOException().isThrownBy(() -> connection.call(ASK)).withMessage("a flood of signals");
        }
    }

    @Test
    void answerOfAnotherTypeIsRefused() throws Exception {
        bus.answer("Ask", "o", out -> out.string("/"));
        try (BusConnection connection = open()) {
            BusMessage reply = connection.call(ASK);
            assertThatIOException().isThrownBy(() -> reply.read("s", BusReader::string));
        }
    }

    @Test
    void hugeMessageIsRefusedBeforeItIsRead() throws Exception {
        byte[] huge = FakeBus.message(BusMessage.METHOD_RETURN, "", out -> {}, 2, null);
        ByteBuffer.wrap(huge).order(java.nio.ByteOrder.LITTLE_ENDIAN).putInt(4, -1);
        bus.bytes("Ask", serial -> huge);
        try (BusConnection connection = open()) {
            assertThatIOException().isThrownBy(() -> connection.call(ASK)).withMessage("a message that is too large");
        }
    }

    @Test
    void silenceEndsAtTheDeadlineAndAtAnInterrupt() throws Exception {
        bus.ignore("Ask");
        try (BusConnection connection = open(Duration.ofMillis(1500))) {
            timesOut(() -> connection.call(ASK));
        }
        try (BusConnection connection = open()) {
            Thread asking = Thread.currentThread();
            Thread other = new Thread(() -> {
                try {
                    bus.awaitCall("Wait");
                    asking.interrupt();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            other.start();
            timesOut(() -> connection.call(BusCall.of("a.Service", "/a", "an.Interface", "Wait")));
            assertThat(Thread.interrupted()).isTrue();
            other.join();
        }
    }

    @Test
    void busThatSaysNothingAtAllEndsAtTheDeadline() throws Exception {
        bus.greet("");
        timesOut(() -> open(Duration.ofMillis(200)).close());
    }

    @Test
    void busThatAcceptsNobodyIsNotWaitedFor(@TempDir Path directory) throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("bus"));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            while (connects(address, waiting)) {
                // Until nobody else is let wait.
            }
            BusAddress full = BusAddress.parse("unix:path=" + address.getPath()).orElseThrow();
            assertThatIOException().isThrownBy(() -> BusSocket.open(full));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    private static boolean connects(UnixDomainSocketAddress address, List<SocketChannel> waiting) throws IOException {
        SocketChannel next = SocketChannel.open(StandardProtocolFamily.UNIX);
        waiting.add(next);
        next.configureBlocking(false);
        try {
            return next.connect(address);
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void refusedUserIsDenied() throws Exception {
        bus.greet("REJECTED EXTERNAL\r\n");
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> open().close())
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_DENIED));
    }

    @Test
    void lineWithoutEndIsRefused() throws Exception {
        bus.greet("x".repeat(300));
        assertThatIOException().isThrownBy(() -> open().close());
    }

    @Test
    void bytesThatAreNoMessageAreRefused() throws Exception {
        bus.bytes("Ask", serial -> "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
        try (BusConnection connection = open()) {
            assertThatIOException().isThrownBy(() -> connection.call(ASK)).withMessage("not a message");
        }
    }

    /** Whatever one changes in a message, reading it gives a value or an IOException, nothing else. */
    @Test
    void anyBytesAreReadOrRefused() {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        Random random = new Random(seed);
        byte[] sound = FakeBus.message(
                BusMessage.METHOD_RETURN,
                "va{ss}ay",
                out -> out.variant("as")
                        .array(4, names -> names.string("one").string("two"))
                        .array(8, pairs -> pairs.struct().string("a").string("b"))
                        .bytes(new byte[9]),
                2,
                null);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] changed = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            byte[] cut =
                    random.nextBoolean() ? changed : Arrays.copyOf(changed, 16 + random.nextInt(sound.length - 15));
            try {
                ByteBuffer whole = ByteBuffer.wrap(cut);
                BusMessage.parse(whole.order(BusMessage.order(whole))).read("va{ss}ay", in -> {
                    in.variant("as").strings();
                    in.array(8, pair -> pair.struct().string() + pair.string());
                    return in.bytes();
                });
                read++;
            } catch (IOException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " round " + round, e);
            }
        }
        assertThat(read).as("seed %s", seed).isPositive();
        assertThat(refused).as("seed %s", seed).isPositive();
    }

    private static void timesOut(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_TIMEOUT));
    }
}
