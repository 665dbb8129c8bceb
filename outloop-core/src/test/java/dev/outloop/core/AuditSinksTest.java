package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditSinksTest {

    private static final AuditRecord RECORD = AuditRecord.builder(7, TestClock.START, AuditEvent.ATTEMPT, "id")
            .alias("{}\u202e\n")
            .build();

    @Test
    void logsARecordInOneLineOfAscii() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream tape = new ByteArrayOutputStream();
        System.setErr(new PrintStream(tape, true, StandardCharsets.UTF_8));
        try (AuditSink sink = AuditSinks.slf4j()) {
            sink.append(RECORD).await();
        } finally {
            System.setErr(before);
        }

        List<String> lines = tape.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("\"seq\":7"))
                .toList();
        String json = StandardCharsets.US_ASCII.decode(RECORD.encoded()).toString();
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("INFO dev.outloop.audit ")
                        .endsWith(json)
                        .matches("\\p{ASCII}+"));
    }

    @Test
    void theLogGoesOnAtAnyNumberUntilItIsClosed() throws Exception {
        AuditSink sink = AuditSinks.slf4j();
        assertThat(sink.lastSequence()).isZero();
        assertThat(sink.unfinished()).isEmpty();
        sink.append(RECORD);
        sink.renew();
        sink.close();
        assertThatIOException().isThrownBy(() -> sink.append(RECORD));
    }

    @Test
    void aGroupNeedsASinkThatMattersAndEachOnce() {
        RecordingAuditSink sink = RecordingAuditSink.create();
        assertThatIllegalStateException().isThrownBy(AuditSinks.group().bestEffort(sink)::open);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditSinks.group().must(sink).bestEffort(sink));
        assertThatIllegalArgumentException().isThrownBy(() -> AuditSinks.group().patience(Duration.ZERO));
    }
}
