package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.disk.SimulatedDisk.Op;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Power fails at any moment; the disk keeps what was forced and any part of the rest, names included. */
class TrailCrashTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 400 : 14;

    @BeforeAll
    static void printSeed() {
        System.out.println("TrailCrashTest: -Doutloop.seed=" + SEED);
    }

    private static Sinks sinks(Random random) {
        Sinks sinks = new Sinks();
        sinks.segmentBytes = 1000 + random.nextInt(3000);
        sinks.checkpointEvery = 1 + random.nextInt(6);
        sinks.keep = random.nextBoolean() ? Duration.ofMinutes(5) : null;
        return sinks;
    }

    @Test
    void keepsEveryAcknowledgedRecordOverAnyCrash() {
        assertThat(roundsWithLosses(false)).as("seed " + SEED).isEmpty();
    }

    @Test
    void losesAcknowledgedRecordsIfTheForceDoesNothing() {
        assertThat(roundsWithLosses(true)).as("seed " + SEED).isNotEmpty();
    }

    @Test
    void meetsRotationRenewalRetentionAndRepairOnTheWay() {
        Set<String> met = new TreeSet<>();
        for (int round = 0; round < 14; round++) {
            lossOf(new Random(round), false, met);
        }
        assertThat(met).contains("SIZE", "RENEWED", "RECOVERED", "REMOVED", "COUNT", "ROTATION", "RENEWAL");
    }

    private static List<String> roundsWithLosses(boolean forceLies) {
        List<String> losses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String loss = lossOf(new Random(SEED + round), forceLies, new TreeSet<>());
            if (!loss.isEmpty()) {
                losses.add("round " + round + ": " + loss);
            }
        }
        return losses;
    }

    /** Three lives of a trail, each ended by a crash in the middle, and what is wrong with what is left. */
    private static String lossOf(Random random, boolean forceLies, Set<String> met) {
        Sinks sinks = sinks(random);
        Map<String, byte[]> left = new TreeMap<>();
        Set<String> promised = new HashSet<>();
        try {
            for (int life = 0; life < 3; life++) {
                TrailDisk disk = new TrailDisk(left, random);
                disk.forceLies = forceLies;
                Life one = new Life(sinks, disk, random);
                one.live();
                left = one.left;
                promised.addAll(one.promised);
            }
            TrailDisk disk = new TrailDisk(left, random);
            sinks.keep = null;
            sinks.open(disk).close();
            TrailImage image = TrailImage.of(disk.files());
            TrailReport report = disk.verify();
            if (report.wrong() != null) {
                return report.toString();
            }
            if (!image.problems.isEmpty()) {
                return image.problems.toString();
            }
            met.addAll(image.events());
            met.addAll(image.reasons());
            image.headers.forEach(header -> met.add(header.get("reason").getAsString()));
            Set<String> kept = new HashSet<>(image.ids());
            long removedTo =
                    image.records.isEmpty() ? Long.MAX_VALUE : image.numbers().get(0);
            promised.removeIf(id -> kept.contains(id) || Long.parseLong(id.substring(3)) < removedTo);
            return promised.isEmpty() ? "" : "lost " + promised;
        } catch (IOException | RuntimeException e) {
            return e.toString();
        }
    }

    /** One run of a sink until a crash at some operation, with faults on the way. */
    private static final class Life {
        private final Sinks sinks;
        private final TrailDisk disk;
        private final Random random;
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private Set<String> promised = Set.of();
        private Map<String, byte[]> left = Map.of();
        private boolean crashed;

        Life(Sinks sinks, TrailDisk disk, Random random) {
            this.sinks = sinks;
            this.disk = disk;
            this.random = random;
        }

        void live() throws IOException {
            int crashAt = random.nextInt(160);
            int faults = random.nextInt(4) == 0 ? 0 : 40;
            disk.fault = (op, name, operation) -> {
                if (operation == crashAt) {
                    crash();
                }
                if (faults > 0 && operation > 12 && op != Op.READ && random.nextInt(faults) == 0) {
                    throw new IOException("Input/output error");
                }
            };
            try (FileAuditSink sink = sinks.open(disk)) {
                run(sink);
            } catch (IOException e) {
                if (!e.getMessage().contains("Input/output error")
                        && !e.getMessage().contains("has failed")) {
                    throw e;
                }
            }
            if (!crashed) {
                crash();
            }
        }

        private void crash() {
            crashed = true;
            promised = Set.copyOf(acknowledged);
            left = disk.crash();
        }

        private void run(FileAuditSink sink) throws IOException {
            long last = sink.lastSequence();
            for (int i = 0; i < 25 && !crashed; i++) {
                sinks.now = sinks.now.plus(Duration.ofMinutes(random.nextInt(3)));
                long number = last + 1;
                String id = "id-" + number;
                try {
                    AuditSink.Ticket ticket = sink.append(SmallTrail.record(number, id));
                    last = number;
                    if (random.nextInt(3) == 0) {
                        ticket.await();
                        acknowledged.add(id);
                    }
                } catch (IOException e) {
                    if (random.nextInt(3) == 0) {
                        renew(sink);
                    }
                }
            }
        }

        private static void renew(FileAuditSink sink) {
            try {
                sink.renew();
            } catch (IOException e) {
                // It stays failed.
            }
        }
    }

    @Test
    void keepsWhatConcurrentCallsWereToldIsRecorded() throws Exception {
        int crashes = 0;
        for (int round = 0; round < ROUNDS / 2; round++) {
            crashes += survives(new Random(SEED - round)) ? 1 : 0;
        }
        assertThat(crashes).as("seed " + SEED).isPositive();
    }

    private static boolean survives(Random random) throws Exception {
        TrailDisk disk = new TrailDisk(Map.of(), random);
        Sinks sinks = sinks(random);
        sinks.keep = null;
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        List<Set<String>> promised = new ArrayList<>();
        List<Map<String, byte[]>> left = new ArrayList<>();
        int crashAt = 8 + random.nextInt(150);
        disk.fault = (op, name, operation) -> {
            if (operation == crashAt) {
                promised.add(Set.copyOf(acknowledged));
                left.add(disk.crash());
            }
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        ReentrantLock order = new ReentrantLock();
        long[] last = {0};
        try (FileAuditSink sink = sinks.open(disk)) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(threads.submit(() -> {
                    AuditSink.Ticket ticket;
                    String id;
                    order.lock();
                    try {
                        id = "id-" + ++last[0];
                        ticket = sink.append(SmallTrail.record(last[0], id));
                    } finally {
                        order.unlock();
                    }
                    ticket.await();
                    return acknowledged.add(id);
                }));
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
        TrailDisk after = new TrailDisk(left.get(0), random);
        sinks.open(after).close();
        TrailImage image = TrailImage.of(after.files());
        assertThat(after.verify().wrong()).as("seed " + SEED).isNull();
        assertThat(image.problems).as("seed " + SEED).isEmpty();
        assertThat(image.ids()).as("seed " + SEED).containsAll(promised.get(0));
        return !promised.get(0).isEmpty();
    }
}
