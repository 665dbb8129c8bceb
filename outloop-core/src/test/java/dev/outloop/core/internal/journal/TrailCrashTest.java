package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.outloop.core.internal.admit.Refused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Power fails at any moment; the file keeps what was forced and any part of the rest. */
class TrailCrashTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 5000 : 500;

    @BeforeAll
    static void printSeed() {
        System.out.println("TrailCrashTest: -Doutloop.seed=" + SEED);
    }

    @Test
    void keepsEveryAcknowledgedRecordOverAnyCrash() throws Exception {
        assertThat(roundsWithLosses(false)).as("seed " + SEED).isZero();
    }

    @Test
    void losesAcknowledgedRecordsIfTheForceDoesNothing() throws Exception {
        assertThat(roundsWithLosses(true)).as("seed " + SEED).isPositive();
    }

    private static int roundsWithLosses(boolean forceLies) throws IOException {
        int losses = 0;
        for (int round = 0; round < ROUNDS; round++) {
            losses += losesRecords(new Random(SEED + round), forceLies) ? 1 : 0;
        }
        return losses;
    }

    private static boolean losesRecords(Random random, boolean forceLies) throws IOException {
        byte[] left = new byte[0];
        long acknowledged = 0;
        for (int life = 0; life < 3; life++) {
            SimulatedStorage storage = new SimulatedStorage(left);
            storage.forceLies = forceLies;
            storage.failingWrite = random.nextInt(12);
            try {
                acknowledged = Math.max(acknowledged, live(storage, random));
            } catch (IOException e) {
                // A full disk, or under the lie a trail that is broken; what counts is what is left.
            }
            left = storage.crash(random);
        }
        SimulatedStorage storage = new SimulatedStorage(left);
        try (FileAuditSink sink = FileAuditSink.open(storage, SmallTrail.CLOCK)) {
            assertThat(storage.verify().wrong()).isNull();
            return sink.lastSequence() < acknowledged;
        } catch (IOException e) {
            return true;
        }
    }

    private static long live(SimulatedStorage storage, Random random) throws IOException {
        FileAuditSink sink = FileAuditSink.open(storage, SmallTrail.CLOCK);
        long acknowledged = sink.lastSequence();
        long last = acknowledged;
        for (int i = random.nextInt(12); i > 0; i--) {
            try {
                var ticket = sink.append(SmallTrail.record(last + 1, Integer.toString(random.nextInt(), 2)));
                last++;
                if (random.nextInt(3) == 0) {
                    ticket.await();
                    acknowledged = last;
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
        }
        return acknowledged;
    }

    @Test
    void keepsWhatConcurrentCallsWereToldIsRecorded() throws Exception {
        int crashes = 0;
        for (int round = 0; round < ROUNDS / 25; round++) {
            crashes += survives(new Random(SEED - round)) ? 1 : 0;
        }
        assertThat(crashes).as("seed " + SEED).isPositive();
    }

    private static boolean survives(Random random) throws Exception {
        SimulatedStorage storage = new SimulatedStorage();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<Set<String>> promised = new ArrayList<>();
        List<byte[]> left = new ArrayList<>();
        int crashAt = 5 + random.nextInt(60);
        storage.beforeEach(() -> {
            if (storage.operations() == crashAt) {
                promised.add(Set.copyOf(acknowledged));
                left.add(storage.crash(random));
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Journal journal = Journals.of(FileAuditSink.open(storage, SmallTrail.CLOCK), SmallTrail.CLOCK)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String id = "call-" + i;
                calls.add(threads.submit(() -> acknowledge(journal, id, acknowledged)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdown();
        }
        if (left.isEmpty()) {
            return false;
        }
        SimulatedStorage after = new SimulatedStorage(left.get(0));
        FileAuditSink.open(after, SmallTrail.CLOCK).close();
        Set<String> kept = SmallTrail.records(after.content()).stream()
                .filter(record -> record.has("id"))
                .map((JsonObject record) -> record.get("id").getAsString())
                .collect(Collectors.toSet());
        assertThat(kept).as("seed " + SEED).containsAll(promised.get(0));
        return !promised.get(0).isEmpty();
    }

    private static Void acknowledge(Journal journal, String id, Set<String> acknowledged) throws Refused {
        journal.pending(Subject.of(id));
        acknowledged.add(id);
        return null;
    }
}
