package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileAuditSinkTest {

    @TempDir
    private Path temp;

    private FileAuditSink open() throws IOException {
        return FileAuditSink.open(temp.resolve("a/audit"), SmallTrail.CLOCK);
    }

    @Test
    void keepsRecordsOverReopening() throws IOException {
        for (int i = 0; i < 5; i++) {
            try (FileAuditSink sink = open()) {
                assertThat(sink.lastSequence()).isEqualTo(i);
                sink.append(SmallTrail.record(i + 1)).await();
            }
        }

        TrailReport report = TrailVerifier.verify(temp.resolve("a/audit"));
        assertThat(report.wrong()).isNull();
        assertThat(report.records()).isEqualTo(5);
    }

    @Test
    void createsEverythingForItsOwnerAlone() throws IOException {
        open().close();

        assertThat(permissions("a")).isEqualTo("rwx------");
        assertThat(permissions("a/audit")).isEqualTo("rwx------");
        assertThat(permissions("a/audit/trail-000001.jsonl")).isEqualTo("rw-------");
        assertThat(permissions("a/audit/trail.lock")).isEqualTo("rw-------");
    }

    private String permissions(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(temp.resolve(path)));
    }

    @Test
    void refusesToFollowALink() throws IOException {
        Files.createDirectories(temp.resolve("a/audit"));
        Path elsewhere = Files.createFile(temp.resolve("elsewhere"));
        Files.createSymbolicLink(temp.resolve("a/audit/trail-000001.jsonl"), elsewhere);

        assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("link");
        assertThat(elsewhere).isEmptyFile();
        Files.delete(temp.resolve("a/audit/trail-000001.jsonl"));
        open().close();
    }

    @Test
    void refusesARecordOutOfOrderAndGoesOn() throws IOException {
        try (FileAuditSink sink = open()) {
            sink.append(SmallTrail.record(1));
            for (long wrong : new long[] {0, 1, 3}) {
                assertThatThrownBy(() -> sink.append(SmallTrail.record(wrong)))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            sink.append(SmallTrail.record(2)).await();
        }

        assertThat(TrailVerifier.verify(temp.resolve("a/audit")).records()).isEqualTo(2);
    }

    @Test
    void closesTwiceWithoutTakingTheTrailFromItsNextOwner() throws IOException {
        FileAuditSink first = open();
        AuditSink.Ticket ticket = first.append(SmallTrail.record(1));
        first.close();
        try (FileAuditSink next = open()) {
            first.close();
            assertThatThrownBy(this::open).hasMessageContaining("in use");
            next.append(SmallTrail.record(2)).await();
        }
        ticket.await();
        assertThatThrownBy(() -> first.append(SmallTrail.record(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void anInterruptedThreadWritesAndForcesAsAnyOther() throws IOException {
        try (FileAuditSink sink = open()) {
            Thread.currentThread().interrupt();
            sink.append(SmallTrail.record(1)).await();
            assertThat(Thread.interrupted()).isTrue();
            sink.append(SmallTrail.record(2)).await();
        }

        assertThat(TrailVerifier.verify(temp.resolve("a/audit")).records()).isEqualTo(2);
    }
}
