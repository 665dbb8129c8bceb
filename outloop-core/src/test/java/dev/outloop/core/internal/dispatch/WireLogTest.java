package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.CredentialPlacement;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;

/** Everything is logged in a process of its own, as a logger's level is fixed when the first one is made. */
class WireLogTest {

    private static final String CONTROL = "control-value-of-the-plain-client";

    @Test
    void logsNoCredentialWhateverTheLevel() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .replace('\n', File.pathSeparatorChar),
                        Logged.class.getName())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(log).isZero();
        assertThat(log)
                .contains("client5.http.wire")
                .contains("client5.http.headers")
                .contains(CONTROL)
                .contains("DefaultHttpClientConnectionOperator");
        assertThat(log)
                .doesNotContain(Rig.CANARY)
                .doesNotContain("canary")
                .doesNotContain(
                        Base64.getEncoder().encodeToString(("me:" + Rig.CANARY).getBytes(StandardCharsets.UTF_8)));
    }

    /** The logged program: the plain client first, then ours with every placement. */
    static final class Logged {
        private Logged() {}

        public static void main(String[] arguments) throws Exception {
            try (RawServer server = RawServer.answering(RawServer.ok("plain"));
                    CloseableHttpClient client = HttpClients.createDefault()) {
                HttpGet get = new HttpGet("http://127.0.0.1:" + server.port() + "/");
                get.setHeader("X-Control", CONTROL);
                client.execute(get, response -> response.getCode());
            }
            String part = CredentialPlacement.DEFAULT_PART;
            try (RawServer server = RawServer.answering(RawServer.ok("ours"));
                    Rig rig = Rig.to(
                            server,
                            service -> service.credential(CredentialPlacement.basic("me", part))
                                    .credential(CredentialPlacement.header("X-Key", "", part))
                                    .credential(CredentialPlacement.query("key", part)))) {
                rig.body("/");
                if (!server.onlyRequest().contains("X-Key: " + Rig.CANARY)) {
                    throw new IllegalStateException("the credential was not sent");
                }
            }
        }
    }
}
