package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionResult;
import dev.outloop.core.internal.replay.Retrial;
import dev.outloop.core.internal.replay.Retried;
import dev.outloop.core.internal.replay.Trace;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A replay never decides otherwise than a live broker under the changed configuration")
class PolicyReplayRandomTest {

    private static final int TRAILS = Boolean.getBoolean("outloop.full") ? 8 : 2;

    /** Few enough that the trail has a record of its own for each refusal. */
    private static final int ROUNDS = 120;

    private static final List<UnaryOperator<String>> CHANGES = List.of(
            yaml -> yaml.replace("actions: [item, pay]", "actions: [item]"),
            yaml -> yaml.replace("actions: [item, pay]", "actions: [\"*\"]"),
            yaml -> yaml.replace("runtimes: [codex], ", ""),
            yaml -> yaml.replace("read-only: true, ", ""),
            yaml -> yaml.replace("tenant: t-2", "tenant: t-1"),
            yaml -> yaml.replace("2026-01-02T03:05:00Z", "2026-01-02T03:04:30Z"),
            yaml -> yaml.replace("max: 9", "max: 4"),
            yaml -> yaml.replace("amount: { in: body, type: integer,", "amount: { in: body, type: integer, max: 99,"),
            yaml -> yaml.replace(
                    "id: { in: path, type: string, max: 8, audit: value }", "id: { in: path, type: string, max: 1 }"),
            yaml -> yaml.replace("path: /look", "path: /see"),
            yaml -> yaml.replace("special: {", "b: { method: GET, path: \"/{tenant}/b\" }\n      special: {"),
            yaml -> yaml.replace("alias: reading", "alias: nothing"));

    @TempDir
    private Path directory;

    private final Random random = new Random(seed());
    private final Map<Retried.Outcome, Integer> outcomes = new EnumMap<>(Retried.Outcome.class);

    private static long seed() {
        long seed = Long.getLong("outloop.seed", System.nanoTime());
        System.out.println("PolicyReplayRandomTest: -Doutloop.seed=" + seed);
        return seed;
    }

    @Test
    void agreesWhereverItDecides() throws Exception {
        try (LoopbackServer server = LoopbackServer.start()) {
            server.answer(request -> Reply.status(200, "ok"));
            for (int trail = 0; trail < TRAILS; trail++) {
                String old = PolicyRequests.yaml(server.port());
                String next = old;
                for (int change = random.nextInt(3); change >= 0; change--) {
                    next = CHANGES.get(random.nextInt(CHANGES.size())).apply(next);
                }
                // Without the old configuration pins are not compared, which the report says.
                boolean told = random.nextBoolean() || !next.contains("tenant: t-2");
                compare(config(old), config(next), told, directory.resolve("trail" + trail));
            }
        }
        assertThat(outcomes.getOrDefault(Retried.Outcome.SAME, 0)).isPositive();
        System.out.println("PolicyReplayRandomTest: " + outcomes);
    }

    private static BrokerConfig config(String yaml) throws ConfigException {
        return BrokerConfig.parse(yaml, Path.of("").toAbsolutePath());
    }

    private void compare(BrokerConfig old, BrokerConfig next, boolean told, Path folder) throws Exception {
        Map<String, String> live = new HashMap<>();
        Map<String, PolicyRequests> asked = new HashMap<>();
        TestClock clock = TestClock.create();
        Files.createDirectories(folder);
        try (OutloopBroker before = broker(old, folder.resolve("old"), clock);
                OutloopBroker after = broker(next, folder.resolve("next"), clock)) {
            for (int round = 0; round < ROUNDS; round++) {
                clock.set(TestClock.START.plusSeconds(random.nextInt(100)));
                PolicyRequests request = PolicyRequests.draw(random);
                ActionResult was = before.broker().perform(request.request(before::assertCaller));
                ActionResult now = after.broker().perform(request.request(after::assertCaller));
                live.put(was.actionId(), word(now));
                asked.put(was.actionId(), request);
            }
        }
        Retrial retrial = new Retrial(Reloads.snapshot(next), told ? Reloads.snapshot(old) : null, List.of());
        int judged = 0;
        try (AuditEntries entries = AuditTrail.read(folder.resolve("old"))
                .query(AuditQuery.builder().build())) {
            for (Optional<AuditEntry> entry = entries.next(); entry.isPresent(); entry = entries.next()) {
                Trace trace = trace(entry.get());
                if (entry.get().event().equals("CONFIG_LOADED")) {
                    retrial.configured(trace);
                } else if (!entry.get().event().equals("OUTCOME")) {
                    Retried retried = retrial.judge(trace);
                    String id = trace.text("id");
                    outcomes.merge(retried.outcome(), 1, Integer::sum);
                    assertThat(List.of(retried.now().split(" or ")))
                            .as("%s: %s", asked.get(id), retried)
                            .anyMatch(word -> word.split(" ")[0].equals(live.get(id)));
                    judged++;
                }
            }
        }
        assertThat(judged).isEqualTo(ROUNDS);
    }

    private static Trace trace(AuditEntry entry) {
        Instant time = entry.time();
        return new Trace(entry.event(), time, entry.fields());
    }

    private static OutloopBroker broker(BrokerConfig config, Path folder, TestClock clock) throws Exception {
        return OutloopBroker.builder()
                .config(config)
                .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                .auditSink(AuditTrail.open(folder, clock))
                .clock(clock)
                .build();
    }

    private static String word(ActionResult result) {
        return result.match(completed -> "allow", denied -> "deny", pending -> "approve", failed -> "failed");
    }
}
