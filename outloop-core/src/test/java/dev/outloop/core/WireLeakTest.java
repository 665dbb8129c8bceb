package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Exposure;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key in the parts of a response that clients seldom look at")
class WireLeakTest {

    private final Canary key = Canary.random("key");
    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private LoopbackServer server;
    private OutloopBroker control;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        """
                        version: 1
                        vaults:
                          memory: { backend: keystore, path: unused.p12 }
                        services:
                          echo:
                            url: "%s"
                            credential: bearer
                            actions: { get: { method: GET, path: /echo } }
                        workspaces:
                          acme: { tenant: acme-corp }
                        access:
                          - alias: echo
                            service: echo
                            secret: "memory:key"
                            actions: [get]
                            workspaces: { acme: {} }
                        """.formatted(server.url()), Path.of("").toAbsolutePath()))
                .vault("memory", InMemoryVault.create().put("memory:key", key))
                .auditSink(trail)
                .build();
        caller = control.assertCaller("acme", "codex");
    }

    @AfterEach
    void stop() {
        control.close();
        server.close();
    }

    @Test
    void aKeyInATrailerReachesNobody() throws Exception {
        hides(Reply.raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Echo, Set-Cookie\r\n\r\n"
                + "2\r\nok\r\n0\r\nX-Echo: " + key.text() + "\r\nSet-Cookie: k=" + key.text() + "\r\n\r\n"));
    }

    @Test
    void aKeyInEarlyHintsReachesNobody() throws Exception {
        String hint = "HTTP/1.1 103 Early Hints\r\nLink: </x?key=" + key.text() + ">; rel=preload\r\n\r\n";
        hides(Reply.raw("HTTP/1.1 102 " + key.text() + "\r\n\r\n" + hint + hint
                + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    }

    @Test
    void aKeyInTheReasonPhraseReachesNobody() throws Exception {
        hides(Reply.raw("HTTP/1.1 200 " + key.text() + "\r\nContent-Length: 2\r\n\r\nok"));
    }

    /** Transports join folded lines with a space (RFC 9112, section 5.2), and nothing undoes that. */
    @Test
    void aKeyAcrossAFoldedLineIsStillMissed() throws Exception {
        String folded = key.text().substring(0, 14) + "\r\n " + key.text().substring(14);
        server.answer(Reply.raw("HTTP/1.1 200 OK\r\nX-Echo: " + folded + "\r\nContent-Length: 2\r\n\r\nok"));
        assertThat(perform().head().header("X-Echo"))
                .contains(key.text().substring(0, 14) + " " + key.text().substring(14));
    }

    /** The call is an ordinary one otherwise, and the connection is good for the next. */
    private void hides(Reply reply) throws Exception {
        assertThat(key.isFoundIn(reply.toByteArray()))
                .as("the response holds it")
                .isTrue();
        server.answer(reply);
        for (int call = 0; call < 2; call++) {
            ActionResult.Completed result = perform();
            assertThat(result.bodyAsUtf8()).isEqualTo("ok");
            assertThat(result.exposure()).isEqualTo(Exposure.NONE_FOUND);
            assertThat(key.isFoundIn(result.head().headers().toString())).isFalse();
            assertThat(key.isFoundIn(result.toString())).isFalse();
        }
        assertThat(server.connections()).isOne();
        List<byte[]> sent =
                server.requests().stream().map(request -> request.raw()).toList();
        assertThat(sent)
                .hasSize(2)
                .allSatisfy(raw -> assertThat(key.isFoundIn(raw)).isTrue());
        assertThat(trail.records()).isNotEmpty();
        assertThat(key.isFoundIn(trail.records().toString().getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private ActionResult.Completed perform() {
        return (ActionResult.Completed) control.broker()
                .perform(ActionRequest.action(caller, "echo", "get").build());
    }
}
