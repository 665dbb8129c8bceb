package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.dispatch.Reachable;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside what every backend is tested for by its contract: how the port itself meets what goes wrong. */
@Timeout(60)
class PortFaultTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void takesUpToItsBoundAndNotAByteMore() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            for (int bytes : new int[] {0, 1, 4095, 4096, 4097, 100_000}) {
                server.answer(Reply.status(200, "x".repeat(bytes)));
                try (VaultHttpResponse response =
                        port.send(Ports.within(VaultHttpRequest.get("x").maxResponseBytes(Math.max(bytes, 1)), LONG))) {
                    assertThat(Ports.text(response.body())).isEqualTo("x".repeat(bytes));
                }
                server.answer(Reply.status(200, "x".repeat(bytes + 1)));
                if (bytes > 0) {
                    assertThat(Ports.failure(
                                            port,
                                            Ports.within(
                                                    VaultHttpRequest.get("x").maxResponseBytes(bytes), LONG))
                                    .code())
                            .isSameAs(ErrorCode.VAULT_FAILED);
                }
            }
        }
    }

    @Test
    void takesMoreWhereTheBoundIsTakenOut() {
        assertThat(new Longer().get()).isEqualTo("VAULT_FAILED");
        Twin twin = Twin.without(WipedAnswer.class.getName() + "#requireWithin");
        assertThat(twin.newInstance(Supplier.class, Longer.class).get()).isEqualTo("200");
        twin.requireReached();
    }

    @Test
    void surplusIsNoAnswerToTheNextQuestion() {
        assertThat(new Surplus().get()).isEqualTo("mine, mine");
        // What is overwritten between responses would not be taken for one either.
        Twin twin = Twin.without(List.of(
                "dev.outloop.core.internal.dispatch.ServiceConnection#hasSurplus",
                "dev.outloop.core.internal.dispatch.WipedSocket#wipe"));
        assertThat(twin.newInstance(Supplier.class, Surplus.class).get()).isEqualTo("mine, of somebody else");
        twin.requireReached();
    }

    @Test
    void surplusThatComesLaterIsNoAnswerEither() throws Exception {
        Reply surplus = Reply.status(200, "of somebody else");
        Semaphore permits = new Semaphore(0);
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            server.enqueue(Reply.status(200, "mine")
                    .thenDrip(permits, surplus.toByteArray())
                    .thenAwait(permits));
            server.answer(Reply.status(200, "mine too"));
            assertThat(Surplus.body(port)).isEqualTo("mine");
            permits.release(surplus.toByteArray().length);
            while (permits.availablePermits() > 0 || !permits.hasQueuedThreads()) {
                Thread.onSpinWait();
            }
            assertThat(Surplus.body(port)).isEqualTo("mine too");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void nameThatLeadsInsideIsRefused() {
        assertThat(new LeadsInside().get()).isEqualTo("VAULT_UNTRUSTED after 0 connections");
        Twin twin = Twin.without("dev.outloop.core.internal.dispatch.AddressRule#requireAllowed");
        assertThat(twin.newInstance(Supplier.class, LeadsInside.class).get())
                .isEqualTo("VAULT_UNTRUSTED after 1 connections");
        twin.requireReached();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"})
    void addressInsideIsRefused(String address) throws Exception {
        try (VaultPort port = Ports.to("https://vault.example.com", NetworkRule.publicInternet(), host ->
                new InetAddress[] {InetAddress.getByName(address)})) {
            VaultException failure = Ports.failure(port, Ports.get("x"));
            assertThat(failure.code()).isSameAs(ErrorCode.VAULT_UNTRUSTED);
            assertThat(failure).hasMessageContaining("network.allow");
        }
    }

    @Test
    void nobodyThereIsUnavailable() throws Exception {
        String url;
        try (LoopbackServer server = LoopbackServer.start()) {
            url = server.url();
        }
        try (VaultPort port = Ports.to(url, NetworkRule.publicInternet(), NameResolver.system())) {
            assertThat(Ports.failure(port, Ports.get("x")).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
        }
    }

    @Test
    void connectionThatWasClosedMeanwhileIsNotUsedAgain() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            server.answer(Reply.status(200, "{}").thenClose());
            port.send(Ports.get("one")).close();
            server.awaitNoConnection(LONG);
            port.send(Ports.get("two")).close();
            assertThat(server.connections()).isEqualTo(2);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void questionThatMetAHangUpIsNotSentTwice() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            server.answer(Reply.status(200, "{}"));
            port.send(Ports.get("one")).close();
            server.answer(Reply.nothing().thenClose());
            assertThat(Ports.failure(port, Ports.get("two")).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void interruptEndsAWaitForTheAnswer() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            server.answer(Reply.status(200, "{", "Content-Length: 9").thenHang());
            interruptEnds(port, () -> server.awaitRequest(LONG));
            server.answer(Reply.status(200, "{}"));
            port.send(Ports.get("x")).close();
        }
    }

    @Test
    void interruptEndsAHandshake() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                VaultPort port = Ports.to(
                        "https://127.0.0.1:" + silent.getLocalPort(),
                        NetworkRule.publicInternet(),
                        NameResolver.system())) {
            interruptEnds(port, () -> silent.accept().getInputStream().read());
        }
    }

    @Test
    void interruptEndsALookUp() throws Exception {
        HungResolver names = new HungResolver();
        try (VaultPort port = Ports.to("https://vault.example.com", NetworkRule.publicInternet(), names)) {
            interruptEnds(port, names.asked::await);
        } finally {
            names.answer.countDown();
        }
    }

    @Test
    @SuppressWarnings("try") // closing it early is what is tested
    void closingEndsALookUp() throws Exception {
        HungResolver names = new HungResolver();
        try (VaultPort port = Ports.to("https://vault.example.com", NetworkRule.publicInternet(), names)) {
            FutureTask<VaultException> asking = new FutureTask<>(() -> Ports.failure(port, Ports.get("x")));
            new Thread(asking).start();
            names.asked.await();
            port.close();
            assertThat(asking.get().code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(asking.get()).hasMessageContaining("is closed");
        } finally {
            names.answer.countDown();
        }
    }

    @Test
    void interruptedThreadAsksNothing() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            Thread.currentThread().interrupt();
            VaultException failure = Ports.failure(port, Ports.get("x"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure.code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void deadlineThatIsOverIsNotWaitedFor() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            assertThat(Ports.failure(port, Ports.within(VaultHttpRequest.get("x"), Duration.ZERO))
                            .code())
                    .isSameAs(ErrorCode.VAULT_TIMEOUT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void closedPortIsUnavailableAndLeavesNoThread() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            port.send(Ports.get("x")).close();
            port.close();
            port.close();
            assertThat(Ports.failure(port, Ports.get("x")).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            server.awaitNoConnection(LONG);
        }
    }

    @Test
    void statusThatHttpDoesNotHaveIsBroken() throws Exception {
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server)) {
            server.answer(Reply.status(600, "{}"));
            assertThat(Ports.failure(port, Ports.get("x")).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
        }
    }

    @Test
    void nothingIsKeptOfWhatWasSentAndReceived() throws Exception {
        Canary sent = Canary.random("sent");
        Canary received = Canary.random("received");
        try (LoopbackServer server = LoopbackServer.start();
                VaultPort port = Ports.to(server);
                Secret token = sent.secret()) {
            server.answer(Reply.status(200, "{\"v\":\"" + received.text() + "\"}"));
            VaultHttpResponse response = port.send(
                    Ports.within(VaultHttpRequest.post("x").bearer(token).member("t", token), LONG));
            Ports.bytes(response.body());
            response.json().member("v").secret().close();
            assertThat(sent.isFoundIn(server.requests().get(0).raw())).isTrue();
            assertThat(Reachable.has(received.text(), response)).isTrue();
            response.close();
            assertThat(Reachable.has(received.text(), response)).isFalse();
            assertThat(Reachable.has(received.text(), port)).isFalse();
            assertThat(Reachable.has(sent.text(), port)).isFalse();
            assertThat(server.openConnections()).isOne();
        }
    }

    /** What has to have happened before the thread is interrupted. */
    private interface Await {
        void await() throws Exception;
    }

    /** Does not listen to interrupts, like that of the operating system. */
    private static final class HungResolver implements NameResolver {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public InetAddress[] resolve(String host) {
            asked.countDown();
            while (true) {
                try {
                    answer.await();
                    return new InetAddress[0];
                } catch (InterruptedException e) {
                    // Goes on.
                }
            }
        }
    }

    private static void interruptEnds(VaultPort port, Await begun) throws Exception {
        FutureTask<Boolean> asking = new FutureTask<>(() -> {
            VaultException failure = Ports.failure(port, Ports.get("x"));
            assertThat(failure.code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(failure).hasMessageContaining("given up");
            return Thread.interrupted();
        });
        Thread thread = new Thread(asking);
        thread.start();
        begun.await();
        thread.interrupt();
        assertThat(asking.get()).isTrue();
    }

    /** Asks for less than it gets. */
    static final class Longer implements Supplier<String> {
        @Override
        public String get() {
            try (LoopbackServer server = LoopbackServer.start();
                    VaultPort port = Ports.to(server)) {
                server.answer(Reply.status(200, "x".repeat(5000)));
                return answer(port, Ports.within(VaultHttpRequest.get("x").maxResponseBytes(100), LONG));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Asks twice where the first answer has another behind it. */
    static final class Surplus implements Supplier<String> {
        @Override
        public String get() {
            try (LoopbackServer server = LoopbackServer.start();
                    VaultPort port = Ports.to(server)) {
                server.answer(Reply.status(200, "mine").thenSurplus(Reply.status(200, "of somebody else")));
                return body(port) + ", " + body(port);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private static String body(VaultPort port) throws VaultException {
            try (VaultHttpResponse response = port.send(Ports.get("x"))) {
                return Ports.text(response.body());
            }
        }
    }

    /** Asks a public name that resolves to this machine. */
    static final class LeadsInside implements Supplier<String> {
        @Override
        public String get() {
            try (LoopbackServer server = LoopbackServer.start();
                    VaultPort port =
                            Ports.to("https://vault.example.com:" + server.port(), NetworkRule.publicInternet(), host ->
                                    new InetAddress[] {InetAddress.getLoopbackAddress()})) {
                server.greet(Reply.raw("no TLS").thenClose());
                return answer(port, Ports.get("x")) + " after " + server.connections() + " connections";
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String answer(VaultPort port, VaultHttpRequest request) {
        try (VaultHttpResponse response = port.send(request)) {
            return String.valueOf(response.status());
        } catch (VaultException e) {
            return e.code().toString();
        }
    }
}
