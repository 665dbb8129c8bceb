package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.journal.SimulatedTrail;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A broker that works on a simulated disk; before each operation of that disk it is noted what a crash would leave. */
final class CrashRun {

    private static final int THREADS = 8;
    private static final int CALLS = 20;

    final SimulatedTrail trail = SimulatedTrail.create();
    private final Random random;
    private final Set<String> reached = ConcurrentHashMap.newKeySet();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final List<Moment> moments = new ArrayList<>();

    CrashRun(long seed) {
        this.random = new Random(seed);
    }

    /**
     * A crash.
     *
     * @param reached the calls that had reached the service
     * @param answered the refusals that had been returned
     * @param left what is on the disk
     */
    record Moment(Set<String> reached, Set<String> answered, SimulatedTrail left) {}

    List<Moment> moments() {
        return moments;
    }

    /** Calls that are answered and calls that are refused, from many threads. */
    void run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (LoopbackServer service = LoopbackServer.start()) {
            service.answer(request -> {
                reached.add(request.target().substring("/items/".length()));
                return Reply.status(200, "{}");
            });
            trail.beforeEach(this::crash);
            try (TrailBroker broker = new TrailBroker(trail.open(), service.port())) {
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < CALLS; i++) {
                    String name = (i % 4 == 3 ? "denied-" : "call-") + i;
                    calls.add(threads.submit(() -> call(broker, name)));
                }
                for (Future<?> call : calls) {
                    call.get();
                }
            }
        } finally {
            threads.shutdown();
        }
        trail.beforeEach(() -> {});
    }

    private void call(TrailBroker broker, String name) {
        if (name.startsWith("call")) {
            assertThat(broker.control.broker().perform(broker.request(name))).isCompleted();
        } else {
            ActionRequest request = ActionRequest.action(broker.control.assertCaller("a", name), "nothing", "item")
                    .build();
            assertThat(broker.control.broker().perform(request)).isInstanceOf(ActionResult.Denied.class);
            answered.add(name);
        }
    }

    /** The order counts: what is noted first was promised before the disk is looked at. */
    private void crash() {
        moments.add(new Moment(Set.copyOf(reached), Set.copyOf(answered), trail.crash(random)));
    }

    /** Opens every image and looks for what was promised; returns how many calls the crashes interrupted. */
    int requireAccounts() throws Exception {
        int unfinished = 0;
        for (int i = 0; i < moments.size(); i++) {
            Moment moment = moments.get(i);
            reopen(moment.left(), i);
            assertThat(names(moment.left(), AuditEvent.ATTEMPT))
                    .as("durable attempts at operation %d", i)
                    .containsAll(moment.reached());
            assertThat(names(moment.left(), AuditEvent.DENIED))
                    .as("durable refusals at operation %d", i)
                    .containsAll(moment.answered());
            unfinished += requireEachEndedOnce(moment.left());
        }
        return unfinished;
    }

    private static void reopen(SimulatedTrail left, int operation) throws Exception {
        try {
            new TrailBroker(left.open(), 9).close();
        } catch (IOException e) {
            throw new AssertionError("what was durable at operation " + operation + " cannot be opened", e);
        }
        assertThat(left.isIntact()).isTrue();
    }

    private static Set<String> names(SimulatedTrail left, AuditEvent event) {
        Set<String> names = new HashSet<>();
        left.records().stream()
                .filter(record -> record.event() == event)
                .forEach(record -> names.add(TrailAccount.name(record)));
        return names;
    }

    private static int requireEachEndedOnce(SimulatedTrail left) {
        Set<String> open = new HashSet<>();
        int interrupted = 0;
        long last = 0;
        for (AuditRecord record : left.records()) {
            assertThat(record.sequence()).isEqualTo(++last);
            if (record.event() == AuditEvent.ATTEMPT) {
                assertThat(open.add(record.actionId())).isTrue();
            } else if (record.event() == AuditEvent.OUTCOME) {
                assertThat(open.remove(record.actionId())).as("open until now").isTrue();
                interrupted += "INTERRUPTED".equals(record.fields().get("code")) ? 1 : 0;
            }
        }
        assertThat(open).as("attempts that nothing closed").isEmpty();
        return interrupted;
    }
}
