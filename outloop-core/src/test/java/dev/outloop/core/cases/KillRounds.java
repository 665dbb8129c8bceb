package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Brokers in processes of their own, one after another over one trail, each killed in the middle of its calls. The
 * service is on this side: what reached it is known without asking whoever was killed.
 */
final class KillRounds implements AutoCloseable {

    private static final int MOST_CALLS = 100;

    private final Path trail;
    private final Random random;
    private final LoopbackServer service = LoopbackServer.start();
    private final TrailRecords onDisk;
    private final Set<String> attempted = new HashSet<>();
    private final Set<String> early = ConcurrentHashMap.newKeySet();
    final Set<String> reached = ConcurrentHashMap.newKeySet();
    final Set<String> completed = new HashSet<>();
    final TrailAccount account;
    private volatile CountDownLatch killAt = new CountDownLatch(0);
    private int round;

    KillRounds(Path trail, long seed) throws IOException {
        this.trail = trail;
        this.random = new Random(seed);
        this.onDisk = new TrailRecords(trail);
        this.account = new TrailAccount(trail);
        service.answer(this::arrive);
    }

    /** One life and its end, and what the trail tells of it once it was opened again. */
    void run(String what) throws Exception {
        round++;
        killAt = new CountDownLatch(1 + random.nextInt(MOST_CALLS));
        try (TrailProcess process = TrailProcess.start(what, trail, service.port(), "r" + round + "-")) {
            FutureTask<Void> said = new FutureTask<>(() -> listen(process));
            new Thread(said, "listens to round " + round).start();
            assertThat(killAt.await(60, TimeUnit.SECONDS))
                    .as("calls of round %d", round)
                    .isTrue();
            process.kill();
            said.get(60, TimeUnit.SECONDS);
        }
        if (round % 4 == 0) {
            killDuringRecovery();
        }
        TrailBroker.open(trail, service.port()).close();
        assertThat(early).as("reached the service before they were recorded").isEmpty();
        account.update();
        assertThat(account.attempts()).as("recorded attempts").containsAll(reached);
        assertThat(account.completed()).as("recorded outcomes").containsAll(completed);
    }

    private void killDuringRecovery() throws Exception {
        int records = 1 + random.nextInt(TrailProgram.THREADS);
        try (TrailProcess process = TrailProcess.start("recover", trail, service.port(), "none-")) {
            String line = process.line();
            for (int i = 1; i < records && "record OUTCOME".equals(line); i++) {
                line = process.line();
            }
            assertThat(line).startsWith("record ");
            process.kill();
        }
    }

    private Void listen(TrailProcess process) throws IOException {
        for (String line = process.line(); line != null; line = process.line()) {
            // The last line may be cut off by the kill.
            if (line.endsWith(" .")) {
                String[] words = line.split(" ");
                assertThat(words[0]).as(line).isEqualTo("done");
                completed.add(words[1]);
            }
        }
        return null;
    }

    private Reply arrive(ReceivedRequest request) {
        String name = request.target().substring("/items/".length());
        try {
            requireAttempt(name);
        } catch (IOException e) {
            early.add(name + ": " + e);
        }
        reached.add(name);
        killAt.countDown();
        return Reply.status(200, "{}");
    }

    private synchronized void requireAttempt(String name) throws IOException {
        if (!attempted.contains(name)) {
            List<AuditRecord> records = onDisk.next();
            records.stream()
                    .filter(record -> record.event() == AuditEvent.ATTEMPT)
                    .forEach(record -> attempted.add(TrailAccount.name(record)));
        }
        if (!attempted.contains(name)) {
            early.add(name);
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
