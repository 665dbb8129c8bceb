package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link AuditSink} has to do.
 *
 * <p>What it cannot see: whether a crash of the machine keeps what was awaited; that needs storage that can forget.
 */
public interface AuditSinkContract {

    /** Opens the sink on what is in the folder, which is empty at first. */
    AuditSink open(Path directory) throws IOException;

    /**
     * The numbers of the records that a second reader finds in the folder at this moment, in the order of storage;
     * without those that the sink wrote on its own account.
     */
    List<Long> stored(Path directory) throws IOException;

    /** Whether a sink that is opened again knows which attempts have no outcome; say yes to have that tested. */
    default boolean readsBack() {
        return false;
    }

    /** A record as the engine makes them. */
    private static AuditRecord record(long sequence, String alias) {
        return AuditRecord.builder(sequence, TestClock.START, AuditEvent.ATTEMPT, "id-" + sequence)
                .alias(alias)
                .build();
    }

    private static AuditRecord outcomeOf(long attempt, long sequence) {
        return AuditRecord.builder(sequence, TestClock.START, AuditEvent.OUTCOME, "id-" + attempt)
                .build();
    }

    private static void append(AuditSink sink, long first, long last) throws IOException {
        for (long number = first; number <= last; number++) {
            sink.append(record(number, "crm"));
        }
    }

    @Test
    @DisplayName("Records are kept in the order of their numbers")
    default void keepsTheOrder(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            append(sink, 1, 50);
        }
        assertThat(stored(directory))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    @DisplayName("When a ticket was awaited, its record and all before it can be read")
    default void awaitedIsStored(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            append(sink, 1, 2);
            AuditSink.Ticket third = sink.append(record(3, "crm"));
            third.await();
            assertThat(stored(directory)).startsWith(1L, 2L, 3L);
            third.await();
            assertThat(stored(directory)).containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    @DisplayName("Tickets may be awaited late, in any order and by 64 threads")
    default void ticketsAreIndependent(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            List<Callable<Void>> waits = new ArrayList<>();
            for (long number = 1; number <= 64; number++) {
                AuditSink.Ticket ticket = sink.append(record(number, "crm"));
                waits.add(0, () -> {
                    ticket.await();
                    return null;
                });
            }
            waits.get(0).call();
            Together.run(waits);
            assertThat(stored(directory)).hasSize(64);
        }
    }

    @Test
    @DisplayName("Opened again it knows its last number and goes on behind it")
    default void goesOnAfterReopening(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            assertThat(sink.lastSequence()).isZero();
            append(sink, 1, 3);
        }
        try (AuditSink sink = open(directory)) {
            assertThat(sink.lastSequence()).isEqualTo(3);
            append(sink, 4, 4);
        }
        try (AuditSink sink = open(directory)) {
            assertThat(sink.lastSequence()).isEqualTo(4);
        }
        assertThat(stored(directory)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    @DisplayName("A number that leaves some out is taken, and the last one is known after reopening")
    default void takesNumbersThatLeaveSomeOut(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            append(sink, 3, 4);
            AuditSink.Ticket ticket = sink.append(record(9, "crm"));
            ticket.await();
            assertThat(stored(directory)).containsExactly(3L, 4L, 9L);
        }
        try (AuditSink sink = open(directory)) {
            assertThat(sink.lastSequence()).isEqualTo(9);
            append(sink, 12, 12);
        }
        assertThat(stored(directory)).containsExactly(3L, 4L, 9L, 12L);
    }

    @Test
    @DisplayName("Opened again it lists the attempts without an outcome, in their order")
    default void listsWhatIsUnfinished(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(readsBack(), "this sink does not read back what it has");
        try (AuditSink sink = open(directory)) {
            assertThat(sink.unfinished()).isEmpty();
            append(sink, 1, 3);
            sink.append(outcomeOf(2, 4));
            append(sink, 5, 5);
        }
        try (AuditSink sink = open(directory)) {
            assertThat(sink.unfinished()).extracting(AuditRecord::sequence).containsExactly(1L, 3L, 5L);
            assertThat(sink.unfinished())
                    .extracting(AuditRecord::encoded)
                    .containsExactly(
                            record(1, "crm").encoded(),
                            record(3, "crm").encoded(),
                            record(5, "crm").encoded());
            sink.append(outcomeOf(5, 6));
            sink.append(outcomeOf(1, 7));
            sink.append(outcomeOf(3, 8));
        }
        try (AuditSink sink = open(directory)) {
            assertThat(sink.unfinished()).isEmpty();
        }
    }

    @Test
    @DisplayName("Renewing a sink that works changes nothing, whether it can be renewed or not")
    default void renewingWhatWorksChangesNothing(@TempDir Path directory) throws Exception {
        try (AuditSink sink = open(directory)) {
            append(sink, 1, 1);
            AuditSink.Ticket before = sink.append(record(2, "crm"));
            try {
                sink.renew();
            } catch (IOException e) {
                assertThat(e).as("a sink that cannot be renewed says so").hasMessageMatching("(?s).+");
            }
            before.await();
            assertThat(stored(directory)).containsExactly(1L, 2L);
            sink.append(record(3, "crm")).await();
        }
        assertThat(stored(directory)).containsExactly(1L, 2L, 3L);
    }

    @Test
    @DisplayName("Closing twice is harmless, and appending after it fails with an IOException")
    default void failsAfterClose(@TempDir Path directory) throws Exception {
        AuditSink sink = open(directory);
        append(sink, 1, 1);
        sink.close();
        assertThatCode(sink::close).doesNotThrowAnyException();

        assertThat(catchThrowable(() -> sink.append(record(2, "crm")))).isInstanceOf(IOException.class);
        assertThat(stored(directory)).containsExactly(1L);
    }

    @Test
    @DisplayName("What records say is in no toString and no exception")
    default void recordsAreNotTold(@TempDir Path directory) throws Exception {
        Canary planted = Canary.random("planted");
        AuditSink sink = open(directory);
        AuditSink.Ticket ticket = sink.append(record(1, planted.text()));
        Traces.requireAbsent(planted, sink, ticket);
        ticket.await();
        sink.close();
        Traces.requireAbsent(planted, sink, ticket, catchThrowable(() -> sink.append(record(2, planted.text()))));
    }
}
