package dev.outloop.core.internal.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.disk.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Power fails at any operation; the disk keeps what was forced and any part of the rest, names included. */
class StateCrashTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 4_000 : 400;

    @BeforeAll
    static void printSeed() {
        System.out.println("StateCrashTest: -Doutloop.seed=" + SEED);
    }

    @Test
    void keepsWhatWasForcedAndNothingThatWasNeverWritten() {
        assertThat(losses(false)).as("seed " + SEED).isEmpty();
    }

    @Test
    void losesForcedRecordsIfTheForceDoesNothing() {
        assertThat(losses(true)).as("seed " + SEED).isNotEmpty();
    }

    private static List<String> losses(boolean forceLies) {
        List<String> losses = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(SEED + round);
            Map<String, byte[]> left = Map.of();
            Life life = new Life(List.of(), random);
            for (int lives = 0; lives < 4; lives++) {
                life = new Life(life.current, random);
                try {
                    left = life.live(left, forceLies);
                    life.check(left);
                } catch (IOException | RuntimeException e) {
                    losses.add("round " + round + ": " + e);
                    break;
                }
            }
        }
        return losses;
    }

    /** One run of a log until a crash at some operation, with faults on the way. */
    private static final class Life {
        private final Random random;
        /** What may be there: at least the first so many of these, or exactly the replacement. */
        private List<String> current;

        private int least;
        private List<String> replacement = List.of();
        private boolean replacing;
        private boolean crashed;
        private Map<String, byte[]> left = Map.of();

        Life(List<String> before, Random random) {
            this.current = new ArrayList<>(before);
            this.least = before.size();
            this.random = random;
        }

        Map<String, byte[]> live(Map<String, byte[]> before, boolean forceLies) throws IOException {
            SimulatedDisk disk = new SimulatedDisk(before, random);
            disk.forceLies = forceLies;
            int crashAt = random.nextInt(60);
            int faults = random.nextInt(3) == 0 ? 30 : 0;
            disk.fault = (op, name, operation) -> {
                if (operation == crashAt) {
                    left = disk.crash();
                    crashed = true;
                    throw new IOException("crash");
                }
                if (faults > 0 && random.nextInt(faults) == 0) {
                    throw new IOException("fault");
                }
            };
            try (StateLog log = StateFolder.of(disk).log("log")) {
                for (int i = 0; i < 40; i++) {
                    step(log);
                }
            } catch (IOException e) {
                if (!crashed && faults == 0) {
                    throw e;
                }
            }
            return crashed ? left : disk.crash();
        }

        private void step(StateLog log) throws IOException {
            int what = random.nextInt(10);
            if (what == 0) {
                replacement = records(random.nextInt(4));
                replacing = true;
                log.replace(replacement);
                replacing = false;
                current = new ArrayList<>(replacement);
                least = current.size();
            } else if (what < 4) {
                log.force();
                least = current.size();
            } else {
                String record = records(1).get(0);
                // A write that fails may have arrived all the same.
                current.add(record);
                if (what < 7) {
                    log.append(record);
                    least = current.size();
                } else {
                    log.write(record);
                }
            }
        }

        private List<String> records(int count) {
            List<String> records = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                records.add("record " + random.nextInt(1000) + " ü".repeat(random.nextInt(30)));
            }
            return records;
        }

        /** Opens what is left and says what is wrong; what is there is then what the next life starts with. */
        void check(Map<String, byte[]> left) throws IOException {
            List<String> there;
            SimulatedDisk disk = new SimulatedDisk(left, random);
            try (StateLog log = StateFolder.of(disk).log("log")) {
                there = log.read();
                if (log.size() != there.size()) {
                    throw new IOException("counts " + log.size() + " of " + there.size());
                }
            }
            boolean isOld = there.size() >= least
                    && there.size() <= current.size()
                    && current.subList(0, there.size()).equals(there);
            if (!isOld && !(replacing && there.equals(replacement))) {
                throw new IOException("found " + there + " of " + current + ", of which forced " + least);
            }
            current = there;
        }
    }
}
