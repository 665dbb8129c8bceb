package dev.outloop.core;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.core.ReloadHistory.Definitions;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random definitions, replaced by 8 threads while 16 make calls; tells of everything that they do not explain. */
public final class ReloadStorm implements Function<String, List<String>> {

    /** Made up, in the form of GitHub's tokens. */
    private static final String UNREGISTERED = "gh" + "p_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi";

    private static final int RELOADERS = 8;
    private static final int CALLERS = 16;
    private static final String[] ALIASES = {"a", "b", "c"};

    private record Made(String id, String alias, long begunNanos, long returnedNanos, String told) {}

    private final ReloadRig rig = new ReloadRig();
    private final ReloadHistory history = new ReloadHistory(rig.timed);
    private final AtomicInteger numbers = new AtomicInteger();
    private final Semaphore stalled = new Semaphore(0);
    private final Map<String, Long> resumedNanos = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Made> calls = new ConcurrentLinkedQueue<>();

    @Override
    public List<String> apply(String seedAndRounds) {
        String[] words = seedAndRounds.split(" ");
        Random seeds = new Random(Long.parseLong(words[0]));
        int rounds = Integer.parseInt(words[1]);
        try (rig) {
            rig.server.answer(this::answer);
            Definitions first = random(seeds);
            rig.open(config(first));
            history.add(hash(first), first);
            run(seeds, rounds);
            List<String> unexplained = unexplained();
            if (!unexplained.isEmpty()) {
                return unexplained;
            }
            rig.reload(config(new Definitions(numbers.incrementAndGet(), Map.of("z", "z"), true)));
            rig.server.awaitNoConnection(Duration.ofSeconds(20));
            rig.broker().close();
            if (rig.vault.openLeases() > 0) {
                unexplained.add("leases are open");
            }
            return unexplained;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(Random seeds, int rounds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RELOADERS + CALLERS);
        List<Future<Void>> reloaders = new ArrayList<>();
        List<Future<Void>> callers = new ArrayList<>();
        for (int i = 0; i < RELOADERS; i++) {
            reloaders.add(threads.submit(reloads(new Random(seeds.nextLong()), rounds)));
        }
        for (int i = 0; i < CALLERS; i++) {
            callers.add(threads.submit(calls(new Random(seeds.nextLong()), i, 4 * rounds)));
        }
        for (Future<Void> each : reloaders) {
            each.get(60, TimeUnit.SECONDS);
        }
        stalled.release(1_000_000);
        for (Future<Void> each : callers) {
            each.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();
    }

    private Callable<Void> reloads(Random random, int rounds) {
        return () -> {
            for (int i = 0; i < rounds; i++) {
                Definitions next = random(random);
                BrokerConfig config = config(next);
                String hash = hash(next);
                rig.broker().reload(config);
                history.add(hash, next);
                stalled.release(2);
            }
            return null;
        };
    }

    private Callable<Void> calls(Random random, int caller, int rounds) {
        return () -> {
            for (int i = 0; i < rounds; i++) {
                String alias = ALIASES[random.nextInt(ALIASES.length)];
                String id = caller + "-" + i + (random.nextInt(4) == 0 ? "-slow" : "");
                ActionRequest request = rig.request(alias, id);
                long begun = System.nanoTime();
                Call call = rig.broker().broker().newCall(request);
                ActionResult result = call.perform();
                calls.add(new Made(id, alias, begun, System.nanoTime(), told(result)));
            }
            return null;
        };
    }

    /** The pin that it was asked for, and what has the form of a secret. Slow answers wait in their middle. */
    private Reply answer(ReceivedRequest request) {
        String pin = request.target().split("/")[2];
        String body = pin + " " + UNREGISTERED;
        Reply head = Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + pin);
        String id = request.target().split("/")[3];
        return (id.endsWith("-slow") ? head.thenAwait(resuming(id)) : head).then(body.substring(pin.length()));
    }

    /** Waits as slow answers do, and notes when the second half is sent. */
    private Semaphore resuming(String id) {
        return new Semaphore(0) {
            @Override
            public void acquire() throws InterruptedException {
                stalled.acquire();
                resumedNanos.put(id, System.nanoTime());
            }
        };
    }

    private static String told(ActionResult result) {
        return ReloadRig.told(result).replace("[redacted]", "cut").replace(UNREGISTERED, "shown");
    }

    private List<String> unexplained() {
        List<String> order = rig.trail.records(AuditEvent.CONFIG_LOADED).stream()
                .map(record -> String.valueOf(record.fields().get("definition")))
                .toList();
        Map<String, Long> sent = rig.server.requests().stream()
                .collect(Collectors.groupingBy(request -> request.target().split("/")[3], Collectors.counting()));
        List<String> unexplained = new ArrayList<>();
        for (Made call : calls) {
            List<Definitions> possible = history.during(order, call.begunNanos(), call.returnedNanos());
            long times = sent.getOrDefault(call.id(), 0L);
            boolean explained = ReloadHistory.explains(possible, call.alias(), call.told())
                    && (call.told().endsWith("ACCESS_CHANGED") || isStillGranted(call, order));
            if (!explained || times > 1 || (times == 1 && call.told().startsWith("denied"))) {
                unexplained.add(call + ", sent " + times + ", by " + possible);
            }
        }
        return unexplained;
    }

    /** Whatever was sent after the return of the reload that took an access away cannot have come through. */
    private boolean isStillGranted(Made call, List<String> order) {
        Long resumed = resumedNanos.get(call.id());
        String pin = call.told().split(" ")[0];
        return resumed == null
                || history.during(order, resumed, call.returnedNanos()).stream()
                        .anyMatch(definitions -> pin.equals(definitions.pins().get(call.alias())));
    }

    private Definitions random(Random random) {
        Map<String, String> pins = new TreeMap<>();
        for (String alias : ALIASES) {
            if (random.nextInt(4) > 0) {
                pins.put(alias, "p" + random.nextInt(2));
            }
        }
        return new Definitions(numbers.incrementAndGet(), pins, random.nextBoolean());
    }

    /** The number stands in the name of a workspace that nobody uses, so that no two are the same as a whole. */
    private BrokerConfig config(Definitions definitions) {
        String[] accesses = definitions.pins().entrySet().stream()
                .map(pin -> ReloadRig.access(pin.getKey(), pin.getValue()))
                .toArray(String[]::new);
        String yaml = rig.yaml(rig.server.url(), accesses)
                .replace("acme-corp }", "acme-corp }, n" + definitions.number() + ": { tenant: nobody }");
        String none = accesses.length == 0 ? yaml.replace("access:\n", "access: []\n") : yaml;
        return rig.parse(none + (definitions.cutting() ? "" : "redaction: { detectors: off }\n"));
    }

    private String hash(Definitions definitions) {
        return Reloads.snapshot(config(definitions)).definitions().hash();
    }
}
