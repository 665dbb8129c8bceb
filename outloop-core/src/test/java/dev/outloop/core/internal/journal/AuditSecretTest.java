package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.admit.Framed;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AuditSecretTest {

    private static final Framed CONTENT = new Framed().text("value");

    @TempDir
    private Path folder;

    @Test
    void theFileIsMadeOnceAndReadFromThenOn() throws IOException {
        String first = AuditSecret.fingerprintKey(folder).fingerprint(CONTENT);

        assertThat(AuditSecret.fingerprintKey(folder).fingerprint(CONTENT)).isEqualTo(first);
        assertThat(folder.resolve(AuditSecret.FILE_NAME)).hasSize(32);
        try (Secret same = Secret.copyOf(Files.readAllBytes(folder.resolve(AuditSecret.FILE_NAME)))) {
            assertThat(AuditSecret.fingerprintKey(same).fingerprint(CONTENT)).isEqualTo(first);
            assertThat(same.isClosed()).isFalse();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileIsItsOwnersAlone() throws IOException {
        AuditSecret.fingerprintKey(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(AuditSecret.FILE_NAME))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsTooShortIsNoKey() throws IOException {
        Files.write(folder.resolve(AuditSecret.FILE_NAME), new byte[31]);
        assertThatThrownBy(() -> AuditSecret.fingerprintKey(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(AuditSecret.FILE_NAME);
        try (Secret secret = Secret.copyOf(new byte[31])) {
            assertThatIllegalArgumentException().isThrownBy(() -> AuditSecret.fingerprintKey(secret));
        }
    }
}
