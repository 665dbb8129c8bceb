package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTrailTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path temp;

    @BeforeEach
    void writeThreeRecords() throws IOException {
        try (AuditSink sink = AuditTrail.open(temp, CLOCK)) {
            for (int i = 1; i <= 3; i++) {
                sink.append(AuditRecord.builder(i, CLOCK.instant(), AuditEvent.PENDING, "call-" + i)
                                .build())
                        .await();
            }
        }
    }

    @Test
    void findsAnUntouchedTrailIntact() throws IOException {
        AuditVerification found = AuditTrail.verify(temp);

        assertThat(found.isIntact()).isTrue();
        assertThat(found.records()).isEqualTo(3);
        assertThat(found.lastHash()).hasSize(64);
        assertThat(found).hasToString("3 records, intact");
    }

    @Test
    void saysWhatIsWrongAndWhere() throws IOException {
        Path file = temp.resolve("trail-000001.jsonl");
        Files.writeString(file, Files.readString(file).replace("call-2", "call-9"));

        AuditVerification found = AuditTrail.verify(temp);

        assertThat(found.isIntact()).isFalse();
        assertThat(found.records()).isOne();
        AuditVerification.Problem problem = found.problem().orElseThrow();
        assertThat(problem.kind()).isEqualTo("EDITED");
        assertThat(problem.file()).isEqualTo("trail-000001.jsonl");
        assertThat(problem.line()).isEqualTo(3);
        assertThat(problem.sequence()).isEqualTo(2);
        assertThat(problem.isTampering()).isTrue();
        assertThat(found).hasToString("1 records, EDITED at line 3 of trail-000001.jsonl (record 2) follows");
        assertThatThrownBy(() -> AuditTrail.open(temp, CLOCK)).hasMessageContaining(file.toString());
    }

    @Test
    void callsATornTailNoTamperingAndLeavesItAlone() throws IOException {
        Path file = temp.resolve("trail-000001.jsonl");
        String torn = Files.readString(file).strip();
        Files.writeString(file, torn);

        AuditVerification.Problem problem = AuditTrail.verify(temp).problem().orElseThrow();

        assertThat(problem.isTampering()).isFalse();
        assertThat(file).hasContent(torn);
    }

    @Test
    void saysWhatItCannotShow() {
        assertThat(AuditVerification.limits()).contains("cut off at the end", "rewrote all of it");
    }

    @Test
    void findsNoTrailWhereThereIsNone() {
        assertThatThrownBy(() -> AuditTrail.verify(temp.resolve("elsewhere"))).isInstanceOf(NoSuchFileException.class);
    }
}
