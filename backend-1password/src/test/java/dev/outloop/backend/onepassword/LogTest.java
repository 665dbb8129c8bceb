package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The build has every logger write all it can into a file, for each process of tests its own. */
@DisplayName("A log of everything")
class LogTest {

    private static final String FILE = "org.slf4j.simpleLogger.logFile";

    @Test
    void holdsNeitherValueNorToken() throws Exception {
        Assumptions.assumeThat(System.getProperty(FILE)).as("set by the build").isNotNull();
        Canary value = Canary.random("value");
        Canary content = Canary.random("content");
        try (TestVault vault = TestVault.open()) {
            FakeItem item = vault.connect.vault("v").item("i");
            item.field("key", value.text());
            item.file("", "key.pem", content.bytes());

            assertThat(vault.lend("v/i/key")).isEqualTo(value.text());
            assertThat(vault.lend("v/i/key.pem")).isEqualTo(content.text());
            vault.connect.accept("another-token");
            vault.connect.complain(value.text() + vault.token.text());
            assertThat(vault.failure("v/i/key").code()).isSameAs(ErrorCode.VAULT_DENIED);

            byte[] log = Files.readAllBytes(Path.of(System.getProperty(FILE)));
            // What was logged of the exchange that this test made is there.
            assertThat(new String(log)).contains(":" + vault.connect.server.port());
            assertThat(value.isFoundIn(log)).isFalse();
            assertThat(content.isFoundIn(log)).isFalse();
            assertThat(vault.token.isFoundIn(log)).isFalse();
        }
    }
}
