package dev.outloop.backend.onepassword;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the README shows")
class ReadmeTest {

    private final Canary token = Canary.random("connect-token");
    private final Canary key = Canary.random("airtable-key");

    @Test
    void callsTheServiceByConfigurationAloneAndShowsNeitherKeyNorToken() throws Exception {
        try (FakeConnect connect = FakeConnect.start(token.text());
                LoopbackServer service = LoopbackServer.start();
                OutloopBroker control = OutloopBroker.builder()
                        .config(BrokerConfig.parse(
                                configuration(connect, service), Path.of("").toAbsolutePath()))
                        .vault("local", InMemoryVault.create().put("local:connect-token", token))
                        .auditSink(RecordingAuditSink.create())
                        .build()) {
            connect.vault("Clients").item("API_CREDENTIAL", "Airtable").field("credential", key.text());
            service.answer(request -> Reply.status(
                    200, "you sent " + request.header("Authorization").orElse("") + " beside " + token.text()));
            Caller acme = control.assertCaller("acme", "claude-code");

            ActionResult result = control.broker()
                    .perform(ActionRequest.action(acme, "crm", "status").build());

            assertThat(result).isCompleted().hasStatus(200);
            assertThat(key.isFoundIn(service.requests().get(0).raw())).isTrue();
            assertThat(((ActionResult.Completed) result).bodyAsUtf8())
                    .isEqualTo("you sent Bearer [redacted] beside [redacted]");
        }
    }

    private static String configuration(FakeConnect connect, LoopbackServer service) throws Exception {
        Matcher block =
                Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return "version: 1\nworkspaces: { acme: { tenant: acme-corp } }\n"
                + block.group(1)
                        .replace("http://127.0.0.1:8080", connect.server.url())
                        .replace("https://api.example.com", service.url());
    }
}
