package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.core.TestResolver;
import dev.outloop.core.internal.dispatch.TlsServer;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Where a good name leads. A service is asked for after the attempt is recorded, so what is found then is a failure with
 * no effect and no denial: the vault was asked, the service was not.
 */
class HostCaseTest {

    /** Tests of crashes leave sinks behind that nobody closes, as a crash does. */
    private static final Set<Thread> BEFORE = Threads.ofOutloop();

    @Test
    @CaseId("HOST-041")
    void aNameOfThisMachineIsNotConnectedTo() {
        new Run().accept("HOST-041");
        requireFailure("dispatch.AddressRule#requireAllowed", "HOST-041");
    }

    @Test
    @CaseId("HOST-042")
    void aNameThatMovesIsConnectedToWhereItWasChecked() {
        new Run().accept("HOST-042");
        requireFailure("dispatch.AddressRule#requireAllowed", "HOST-042");
    }

    @Test
    @CaseId("HOST-046")
    void aHostsFileDoesNotMakeACertificate() {
        new Run().accept("HOST-046");
        requireFailure("dispatch.ServiceTls#requireHostInCertificate", "HOST-046");
    }

    /** The runtime's own check; the control is a certificate that differs in its dates alone. */
    @Test
    @CaseId("HOST-048")
    void anExpiredCertificateIsNotTrusted() {
        new Run().accept("HOST-048");
    }

    @AfterAll
    static void noThreadsAreLeft() throws Exception {
        Threads.requireNoMoreThan(BEFORE);
    }

    @SuppressWarnings("unchecked") // the fixture is a consumer of ids
    private static void requireFailure(String removed, String id) {
        Twin twin = Twin.without("dev.outloop.core.internal." + removed);
        Consumer<String> run = twin.newInstance(Consumer.class, Run.class);
        assertThatThrownBy(() -> run.accept(id))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected to");
        twin.requireReached();
    }

    static final class Run implements Consumer<String> {

        @Override
        public void accept(String id) {
            try {
                Path folder = Files.createTempDirectory("outloop-host");
                String shown = id.equals("HOST-046") ? "other.example" : "api.good.example";
                TlsServer tls = new TlsServer(folder, shown, id.equals("HOST-048") ? "-10d" : "-1d", 3);
                try (LoopbackServer server = LoopbackServer.start(tls.sockets())) {
                    server.answer(Reply.status(200, "ok"));
                    run(id, server, tls.pem);
                }
            } catch (Exception e) {
                throw new IllegalStateException(id, e);
            }
        }

        private static void run(String id, LoopbackServer server, Path pem) throws Exception {
            AtomicInteger asked = new AtomicInteger();
            String allow = id.equals("HOST-041") ? "10.0.0.0/8" : "127.0.0.1/32";
            try (Bench bench = Bench.open(
                    yaml -> yaml.replaceFirst(
                            "url: \"http://127.0.0.1:[0-9]+/v1\"",
                            "url: \"https://api.good.example:" + server.port() + "/v1\"\n    network: { allow: [\""
                                    + allow + "\"], trust: \"" + pem + "\" }"),
                    // The name moves inside after the first look-up.
                    builder -> TestResolver.on(builder, host -> new InetAddress[] {
                        InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "127.0.0.2")
                    }))) {
                ActionResult result = bench.perform(bench.get("/items").build());
                if (id.equals("HOST-042")) {
                    assertThat(result).isCompleted();
                    assertThat(asked.get()).as("one look-up").isEqualTo(1);
                    server.answer(Reply.status(200, "ok", "Connection: close"));
                    bench.perform(bench.get("/items").build());
                    assertThat(bench.perform(bench.get("/items").build()))
                            .isFailedWith(ErrorCode.ADDRESS_REFUSED)
                            .hasEffect(Effect.NONE);
                    assertThat(server.connections()).isEqualTo(1);
                    return;
                }
                assertThat(result)
                        .isFailedWith(id.equals("HOST-041") ? ErrorCode.ADDRESS_REFUSED : ErrorCode.UPSTREAM_UNTRUSTED)
                        .hasEffect(Effect.NONE);
                assertThat(server.requests()).isEmpty();
                assertThat(server.connections()).isEqualTo(id.equals("HOST-041") ? 0 : 1);
                bench.requireInvariants(bench.get("/items").build(), result);
            }
        }
    }
}
