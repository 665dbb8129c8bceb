package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.secret.Secret;
import dev.outloop.spi.AuditSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointExportTest {

    @TempDir
    private Path temp;

    private static void append(AuditSink sink, long number) throws IOException {
        sink.append(AuditRecord.builder(number, Instant.EPOCH, AuditEvent.PENDING, "call-" + number)
                        .build())
                .await();
    }

    @Test
    void checkpointsOfTheTrailComeToTheFileAndTheStream() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        Path file = temp.resolve("checkpoints.jsonl");
        try (AuditSink sink = AuditTrail.builder(temp.resolve("audit"))
                .checkpointEvery(2)
                .exportTo(CheckpointExport.file(file))
                .exportTo(CheckpointExport.stream(stream))
                .open()) {
            for (long number = 1; number <= 5; number++) {
                append(sink, number);
            }
        }

        List<String> exported = Files.readAllLines(file);
        List<String> inTrail = Files.readAllLines(temp.resolve("audit/trail-000001.jsonl")).stream()
                .filter(line -> line.startsWith("{\"checkpoint\":"))
                .map(line -> line.substring(0, line.indexOf(",\"chain\":")) + "}")
                .toList();
        assertThat(exported).hasSize(3).isEqualTo(inTrail);
        assertThat(stream.toString(StandardCharsets.US_ASCII)).isEqualTo(String.join("\n", exported) + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatACrashCutStaysOnItsOwn() throws IOException {
        Path file = Files.writeString(temp.resolve("checkpoints.jsonl"), "{\"checkpo");

        CheckpointExport.file(file).export("{}");

        assertThat(file).hasContent("{\"checkpo\n{}\n");
    }

    @Test
    void aLinkInPlaceOfTheFileIsRefused() throws IOException {
        Path elsewhere = Files.createFile(temp.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(temp.resolve("checkpoints.jsonl"), elsewhere);

        assertThatThrownBy(() -> CheckpointExport.file(link).export("{}")).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyFile();
    }

    @Test
    void theGivenKeySignsAndNoKeyFileIsMade() throws IOException {
        byte[] bytes = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        for (int run = 0; run < 2; run++) {
            try (Secret key = Secret.copyOf(bytes);
                    AuditSink sink =
                            AuditTrail.builder(temp.resolve("audit")).key(key).open()) {
                assertThat(key.isClosed()).isFalse();
                append(sink, sink.lastSequence() + 1);
            }
        }

        assertThat(temp.resolve("audit/trail.key")).doesNotExist();
        assertThat(temp.resolve("audit/trail-000002.jsonl")).doesNotExist();
        assertThat(Files.readAllLines(temp.resolve("audit/trail-000001.jsonl"))).hasSize(5);
    }

    @Test
    void refusesWhatNoTrailCanBeKeptBy() {
        AuditTrail.Builder builder = AuditTrail.builder(temp);

        assertThatThrownBy(() -> builder.key(Secret.copyOf(new byte[31]))).hasMessageContaining("32 bytes");
        assertThatThrownBy(() -> builder.checkpointEvery(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.checkpointInterval(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.segmentBytes(65535)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.keep(Duration.ofDays(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.patience(Duration.ofSeconds(Long.MAX_VALUE)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.reserveBytes(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
