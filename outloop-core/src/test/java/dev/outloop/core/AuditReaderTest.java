package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.action.Effect;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReaderTest {

    @TempDir
    private Path temp;

    private List<AuditEntry> query(UnaryOperator<AuditQuery.Builder> conditions) throws IOException {
        return all(AuditTrail.read(temp)
                .query(conditions.apply(AuditQuery.builder()).build()));
    }

    private static List<AuditEntry> all(AuditEntries entries) throws IOException {
        List<AuditEntry> all = new ArrayList<>();
        try (entries) {
            for (Optional<AuditEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                all.add(entry.get());
            }
        }
        return all;
    }

    private List<Long> numbers(UnaryOperator<AuditQuery.Builder> conditions) throws IOException {
        return query(conditions).stream().map(AuditEntry::sequence).toList();
    }

    private WrittenTrail mixed() throws IOException {
        return WrittenTrail.begin(temp)
                .record("acme", AuditEvent.ATTEMPT, r -> r.alias("crm").action("tables", "list", "GET", "/{t}"))
                .record("acme", AuditEvent.OUTCOME, r -> r.effect(Effect.HAPPENED))
                .checkpoint()
                .segment("SIZE")
                .record("globex", AuditEvent.DENIED, r -> r.alias("crm").code(ErrorCode.PIN_MISMATCH))
                .record(
                        "globex",
                        AuditEvent.OUTCOME,
                        r -> r.code(ErrorCode.CANCELLED).effect(Effect.UNKNOWN))
                .note("RECOVERED", ",\"torn_bytes\":7")
                .record("globex", AuditEvent.PENDING, r -> r.code(ErrorCode.APPROVAL_REQUIRED));
    }

    @Test
    void asksForEachFieldAndForSeveralValues() throws IOException {
        mixed();
        assertThat(numbers(q -> q)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(numbers(q -> q.tenant("globex"))).containsExactly(3L, 4L, 5L);
        assertThat(numbers(q -> q.tenant("glob"))).isEmpty();
        assertThat(numbers(q -> q.workspace("acme").workspace("globex"))).hasSize(5);
        assertThat(numbers(q -> q.runtime("codex").alias("crm"))).containsExactly(1L, 3L);
        assertThat(numbers(q -> q.service("tables"))).containsExactly(1L);
        assertThat(numbers(q -> q.action("list"))).containsExactly(1L);
        assertThat(numbers(q -> q.code("PIN_MISMATCH").code("CANCELLED"))).containsExactly(3L, 4L);
        assertThat(numbers(q -> q.actionId("id-2"))).containsExactly(2L);
        assertThat(numbers(q -> q.event(AuditEvent.OUTCOME).tenant("acme"))).containsExactly(2L);
    }

    @Test
    void asksForDecisionsByTheirWords() throws IOException {
        mixed();
        assertThat(numbers(q -> q.decision("ALLOWED"))).containsExactly(1L);
        assertThat(numbers(q -> q.decision("COMPLETED"))).containsExactly(2L);
        assertThat(numbers(q -> q.decision("DENIED").decision("PENDING"))).containsExactly(3L, 5L);
        assertThat(numbers(q -> q.decision("FAILED"))).containsExactly(4L);
        assertThat(numbers(q -> q.decision("UNKNOWN"))).containsExactly(4L);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditQuery.builder().decision("denied"))
                .withMessageContaining("DENIED");
    }

    @Test
    void givesTheSinksOwnEntriesOnlyWhenAskedFor() throws IOException {
        mixed();
        List<AuditEntry> all = query(AuditQuery.Builder::withSinkEntries);
        assertThat(all.stream().filter(entry -> !entry.isRecord()).map(AuditEntry::event))
                .containsExactly("CHECKPOINT", "RECOVERED");
        assertThat(all).hasSize(7);
        assertThat(query(q -> q.event(AuditEvent.RECOVERED)))
                .singleElement()
                .satisfies(note -> assertThat(note.fields()).containsEntry("torn_bytes", 7L));
        assertThat(all.get(0).json()).startsWith("{\"v\":1,\"seq\":1,").endsWith("\"path\":\"/{t}\"}");
    }

    @Test
    void judgesEachEntryByItsOwnTimeWhenClocksGoBack() throws IOException {
        WrittenTrail.begin(temp)
                .record(WrittenTrail.TIME.plusSeconds(100), "acme", AuditEvent.ATTEMPT, r -> {})
                .record(WrittenTrail.TIME.plusSeconds(10), "acme", AuditEvent.ATTEMPT, r -> {})
                .record(WrittenTrail.TIME.plusSeconds(200), "acme", AuditEvent.ATTEMPT, r -> {})
                .record(WrittenTrail.TIME.plusSeconds(11).plusMillis(5), "acme", AuditEvent.ATTEMPT, r -> {});
        assertThat(numbers(q -> q.from(WrittenTrail.TIME.plusSeconds(10)).to(WrittenTrail.TIME.plusSeconds(12))))
                .containsExactly(2L, 4L);
        assertThat(numbers(q -> q.to(WrittenTrail.TIME.plusSeconds(11).plusMillis(5))))
                .containsExactly(2L);
        assertThat(numbers(q -> q.from(WrittenTrail.TIME.plusSeconds(11).plusMillis(6))))
                .containsExactly(1L, 3L);
    }

    @Test
    void findsTheNewestFromTheEnd() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(50, "acme", "globex");
        trail.segment("SIZE").records(5, "globex").segment("DAY").records(4, "acme", "globex");
        assertThat(numbers(q -> q.last(3))).containsExactly(57L, 58L, 59L);
        assertThat(numbers(q -> q.last(3).tenant("acme"))).containsExactly(49L, 56L, 58L);
        assertThat(numbers(q -> q.last(100))).hasSize(59);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditQuery.builder().last(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditQuery.builder().last(AuditQuery.MAX_LAST + 1));
    }

    @Test
    void startsAtTheOldestFileThatIsLeft() throws IOException {
        WrittenTrail trail =
                WrittenTrail.begin(temp).records(3, "acme").segment("SIZE").records(2, "acme");
        Files.delete(trail.file(1));
        assertThat(numbers(q -> q)).containsExactly(4L, 5L);
    }

    @Test
    void leavesOutWhatARenewedFileSupersedes() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(3, "acme");
        String durable = trail.head();
        trail.records(2, "lost").raw("{\"record\":\0\0\0half a li");
        trail.backTo(durable, 3).segment("RENEWED").records(4, "globex");
        assertThat(query(q -> q).stream().map(entry -> entry.text("tenant")))
                .containsExactly("acme", "acme", "acme", "globex", "globex", "globex", "globex");
        assertThat(numbers(q -> q.last(6))).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void takesNumbersThatTheSinkNeverGotForWhatTheNoteSays() throws IOException {
        WrittenTrail.begin(temp)
                .records(2, "acme")
                .note("MISSED", ",\"from\":3,\"to\":9")
                .passTo(9)
                .records(1, "acme");
        assertThat(numbers(q -> q)).containsExactly(1L, 2L, 10L);
    }

    @Test
    void readsBesideAWriterThatIsInTheMiddleOfALine() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).records(2, "acme");
        for (String torn : List.of("{\"record\":{\"v\":1,\"se", "{\"record\":\0\0\0}\n{\"record\":", "\0\0\0\0\n")) {
            byte[] before = Files.readAllBytes(trail.file());
            trail.raw(torn);
            assertThat(numbers(q -> q)).containsExactly(1L, 2L);
            assertThat(numbers(q -> q.last(1))).containsExactly(2L);
            Files.write(trail.file(), before);
        }
        Files.createFile(trail.file(2));
        assertThat(numbers(q -> q)).containsExactly(1L, 2L);
        Files.writeString(trail.file(2), "{\"trail\":{\"v\":1,");
        assertThat(numbers(q -> q)).containsExactly(1L, 2L);
    }

    @Test
    void readsWhatTheRealSinkWrites() throws IOException {
        try (var sink = AuditTrail.open(temp, java.time.Clock.systemUTC())) {
            sink.append(FollowTest.record(1)).await();
            sink.append(FollowTest.record(2)).await();
            assertThat(numbers(q -> q.tenant("acme"))).containsExactly(1L, 2L);
        }
        assertThat(numbers(q -> q)).containsExactly(1L, 2L);
    }

    @Test
    void saysThatThereIsNoTrail() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> query(q -> q));
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> query(q -> q.last(1)));
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> AuditTrail.read(temp.resolve("no")).id());
    }

    @Test
    void tellsIdAndKeysFromHeadersAlone() throws IOException {
        WrittenTrail trail = WrittenTrail.begin(temp).segment("SIZE").raw("what is no record\n");
        assertThat(AuditTrail.read(trail.directory).id()).isEqualTo(WrittenTrail.ID);
        assertThat(AuditTrail.read(trail.directory).publicKeys()).containsExactly("1".repeat(64), "2".repeat(64));
    }
}
