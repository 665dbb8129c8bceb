package dev.outloop.benchmarks.leak;

import dev.outloop.Broker;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.HttpField;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A whole broker before a server on loopback that answers what it is told. Not thread-safe. */
final class Probe implements AutoCloseable {

    private final LoopbackServer server;
    private final OutloopBroker control;
    private final Broker broker;
    private final Caller caller;
    private int calls;

    /** Credentials by the alias of their access. Each is used once, so that redaction knows it. */
    Probe(Map<String, String> credentials) throws Exception {
        server = LoopbackServer.start();
        InMemoryVault vault = InMemoryVault.create();
        credentials.forEach((alias, text) -> vault.put("memory:" + alias, Canary.of(text)));
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(credentials), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(RecordingAuditSink.create())
                .build();
        broker = control.broker();
        caller = control.assertCaller("acme", "claude-code");
        for (String alias : credentials.keySet()) {
            Seen seen = ask(alias, Form.octets("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
            if (seen.ending() != Seen.Ending.COMPLETE || !seen.octets().endsWith("hello")) {
                throw new IllegalStateException("no ordinary answer comes through for " + alias);
            }
        }
    }

    /** What an agent sees when the service answers this. */
    Seen ask(String alias, byte[] response) throws IOException {
        server.enqueue(Reply.raw(response));
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        ActionResult result = broker.newCall(
                        ActionRequest.action(caller, alias, "echo").build())
                .perform((head, body) -> {
                    for (HttpField field : head.headers()) {
                        seen.writeBytes(utf8(field.name() + ": " + field.value() + "\n"));
                    }
                    copy(body, seen);
                });
        calls++;
        if (server.requests().size() != calls) {
            throw new IllegalStateException("a call did not reach the server");
        }
        seen.writeBytes(utf8(result.match(
                completed -> "",
                denied -> "denied: " + denied.message(),
                pending -> "pending",
                failed -> failed.code() + " " + failed.message())));
        return new Seen(Form.latin1(seen.toByteArray()), ending(result));
    }

    @Override
    public void close() {
        control.close();
        server.close();
    }

    private static Seen.Ending ending(ActionResult result) {
        if (result instanceof ActionResult.Completed) {
            return Seen.Ending.COMPLETE;
        }
        if (result instanceof ActionResult.Failed failed) {
            return failed.code().equals(ErrorCode.RESPONSE_WITHHELD) ? Seen.Ending.WITHHELD : Seen.Ending.BROKEN_OFF;
        }
        throw new IllegalStateException("the call was not made: " + result);
    }

    private static void copy(InputStream body, ByteArrayOutputStream seen) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                seen.write(buffer, 0, count);
            }
        } catch (IOException e) {
            seen.writeBytes(utf8(String.valueOf(e.getMessage()))); // the agent would see that too
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String configuration(Map<String, String> credentials) {
        StringBuilder services = new StringBuilder();
        StringBuilder access = new StringBuilder();
        credentials.forEach((alias, text) -> {
            services.append("""
                      %s:
                        url: "%s"
                        credential: %s
                        limits: { deadline: 5s }
                        actions: { echo: { method: GET, path: /echo } }
                    """.formatted(alias, server.url(), placement(text)));
            access.append("""
                      - alias: %1$s
                        service: %1$s
                        secret: "memory:%1$s"
                        actions: [echo]
                        workspaces: { acme: {} }
                    """.formatted(alias));
        });
        return "version: 1\nvaults:\n  memory: { backend: keystore, path: unused.p12 }\nservices:\n" + services
                + "workspaces:\n  acme: { tenant: acme-corp }\naccess:\n" + access;
    }

    /** A header takes ASCII alone. */
    private static String placement(String text) {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
        return ascii ? "{ query: k }" : "{ basic: { username: user, password: secret } }";
    }
}
