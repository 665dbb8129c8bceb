package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.admit.Framed;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditSecretTest {

    private static final Framed CONTENT = new Framed().text("value");

    @TempDir
    private Path folder;

    @Test
    void theFileOfAnOpenTrailGivesTheSameKeyAsItsContent() throws IOException {
        FileAuditSink.open(folder, SmallTrail.CLOCK).close();
        String first = AuditSecret.fingerprintKey(folder).fingerprint(CONTENT);

        FileAuditSink.open(folder, SmallTrail.CLOCK).close();
        assertThat(AuditSecret.fingerprintKey(folder).fingerprint(CONTENT)).isEqualTo(first);
        try (Secret same = Secret.copyOf(Files.readAllBytes(folder.resolve(TrailFormat.KEY_NAME)))) {
            assertThat(AuditSecret.fingerprintKey(same).fingerprint(CONTENT)).isEqualTo(first);
            assertThat(same.isClosed()).isFalse();
        }
    }

    @Test
    void whatIsTooShortIsNoKey() throws IOException {
        Files.write(folder.resolve(TrailFormat.KEY_NAME), new byte[31]);
        assertThatThrownBy(() -> AuditSecret.fingerprintKey(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(TrailFormat.KEY_NAME);
        try (Secret secret = Secret.copyOf(new byte[31])) {
            assertThatIllegalArgumentException().isThrownBy(() -> AuditSecret.fingerprintKey(secret));
        }
    }
}
