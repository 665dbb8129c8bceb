package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Marked values in every answer, in the token and in the client secret, and none of them in anything that speaks. */
class TracesTest {

    private static final Path LOG = Path.of("target", "test.log");

    private final List<String> said = new ArrayList<>();

    @Test
    void noValueIsInAnExceptionALogLineOrAToString() throws Exception {
        Canary value = Canary.random("value");
        List<Canary> planted;
        try (Fixture vault = new Fixture()) {
            FakeInfisical infisical = vault.infisical;
            infisical.keep("/", "KEY", value.text());
            infisical.keep("/", "HIDDEN", value.text()).put("secretValueHidden", true);
            infisical.keep("/", "WRONG", value.text()).put("version", value.text());
            infisical.keep("/", "OTHER", value.text()).put("secretKey", value.text());
            assertThat(vault.lend("KEY")).isEqualTo(value.text());
            said.add(vault.backend.toString());
            tell(vault, "HIDDEN", "WRONG", "OTHER", "MISSING");
            for (int status : new int[] {400, 401, 403, 404, 422, 429, 500}) {
                infisical.readFault = () -> infisical.error(status, "TokenError" + value.text());
                tell(vault, "KEY");
                vault.clock.advance(FailedLogins.AFTER_REJECTION);
            }
            for (String body :
                    new String[] {"%s", "{\"secret\":{\"secretKey\":\"%s", "{\"secret\":\"%s\"}", "[\"%s\"]"}) {
                infisical.readFault = () -> Reply.status(200, body.replace("%s", value.text()));
                tell(vault, "KEY");
            }
            infisical.readFault = () -> null;
            infisical.expireTokens();
            for (int status : new int[] {200, 400, 401, 429, 500}) {
                infisical.logInFault = () -> infisical.error(status, value.text());
                tell(vault, "KEY");
                vault.clock.advance(FailedLogins.AFTER_REJECTION);
            }
            planted = new ArrayList<>(infisical.minted);
            planted.addAll(List.of(value, infisical.marker, infisical.clientSecret));
            requireSent(infisical, planted);
            vault.backend.close();
            tell(vault, "KEY");
            said.add(vault.backend.toString());
        }
        String log = Files.readString(LOG);
        assertThat(log).isNotEmpty();
        for (Canary canary : planted) {
            assertThat(said).noneMatch(canary::isFoundIn);
            assertThat(canary.isFoundIn(log)).as("in the log").isFalse();
        }
        assertThat(said).hasSizeGreaterThan(20);
    }

    private void tell(Fixture vault, String... refs) {
        for (String ref : refs) {
            VaultException failure = vault.refused(ref);
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            said.add(trace.append(failure.getMessage()).toString());
        }
    }

    /** What was looked for was there to be found: the tokens and the client secret went over the wire. */
    private static void requireSent(FakeInfisical infisical, List<Canary> planted) {
        StringBuilder wire = new StringBuilder();
        for (ReceivedRequest request : infisical.server.requests()) {
            wire.append(request.head()).append(request.bodyAsUtf8());
        }
        assertThat(infisical.minted).isNotEmpty();
        assertThat(planted.stream().filter(canary -> canary.isFoundIn(wire)).count())
                .isGreaterThanOrEqualTo(2);
        assertThat(infisical.clientSecret.isFoundIn(wire)).isTrue();
    }
}
