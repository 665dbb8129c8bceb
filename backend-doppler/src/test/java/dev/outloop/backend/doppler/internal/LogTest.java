package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build has every logger write all that it can into a file. */
@DisplayName("A log of everything")
class LogTest {

    private static final String FILE = "org.slf4j.simpleLogger.logFile";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"one", "many"})
    void holdsNeitherValueNorTokenNorAnswer(String fetch) throws Exception {
        Assumptions.assumeThat(System.getProperty(FILE)).as("set by the build").isNotNull();
        Canary value = Canary.random("value");
        try (FakeDoppler doppler = FakeDoppler.start();
                OpenDoppler vault = new OpenDoppler(doppler.context(directory).with("fetch", fetch))) {
            doppler.keep("API_KEY", value.text());
            assertThat(vault.lend("API_KEY")).isEqualTo(value.text());
            String quoting = doppler.marker.text() + value.text() + doppler.serviceToken.text();
            for (int status : new int[] {401, 404, 500}) {
                doppler.server.enqueue(
                        FakeDoppler.json(status, List.of(quoting), "X-Echo: " + doppler.serviceToken.text()));
                OpenDoppler.requireFailure(
                        status == 401
                                ? ErrorCode.VAULT_DENIED
                                : status == 404 ? ErrorCode.VAULT_FAILED : ErrorCode.VAULT_UNAVAILABLE,
                        () -> vault.lend("API_KEY"));
            }
            doppler.server.enqueue(Reply.status(200, quoting));
            vault.requireFailure(ErrorCode.VAULT_FAILED, "API_KEY");
            vault.list();
            vault.check();

            byte[] log = Files.readAllBytes(Path.of(System.getProperty(FILE)));
            // What was logged of the exchanges that this test made is there.
            assertThat(new String(log, StandardCharsets.UTF_8)).contains(":" + doppler.server.port());
            for (Canary planted : List.of(value, doppler.serviceToken, doppler.marker)) {
                assertThat(planted.isFoundIn(log)).as("%s", planted).isFalse();
            }
        }
    }
}
