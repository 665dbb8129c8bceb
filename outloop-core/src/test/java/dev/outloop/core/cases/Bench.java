package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * A broker over real loopback servers, an approved one and one that nothing may ever reach, a counting vault and a real
 * trail: what every case runs in, and the invariants that hold after each.
 */
final class Bench implements AutoCloseable {

    private static final String ATTEMPT = "\"event\":\"ATTEMPT\"";

    final Canary crmKey = Canary.random("crm");
    final Canary adsKey = Canary.random("ads");
    final InMemoryVault vault = InMemoryVault.create();
    final LoopbackServer good = LoopbackServer.start();
    final LoopbackServer evil = LoopbackServer.start();
    final Path directory = Files.createTempDirectory("outloop-case");
    final Caller a;
    final Caller b;
    final OutloopBroker control;
    private final Set<Thread> threadsBefore = Threads.ofOutloop();
    private final LogTape log = new LogTape();
    private final List<String> early = new ArrayList<>();
    private final AtomicInteger completed = new AtomicInteger();
    /** How often the service refuses a credential, for which the vault is asked once more. */
    final AtomicInteger refused = new AtomicInteger();

    private volatile Reply answer = Reply.status(200, "{\"ok\":true}", "Content-Type: application/json");
    private boolean open = true;

    /** Opens a trail in a directory. */
    @FunctionalInterface
    interface Opening {
        AuditSink in(Path directory) throws IOException;
    }

    private Bench(UnaryOperator<String> edit, UnaryOperator<OutloopBroker.Builder> wiring, Opening opening)
            throws Exception {
        vault.put("memory:crm/key", crmKey).put("memory:ads/key", adsKey);
        vault.beforeAnswering(() -> requireAttempts("the vault", vault.leaseCalls() - refused.get()));
        good.answer(request -> {
            requireAttempts("the service", good.requests().size());
            return answer;
        });
        Files.createDirectories(directory.resolve("w/a"));
        Files.createDirectories(directory.resolve("w/b"));
        control = wiring.apply(OutloopBroker.builder()
                        .config(BrokerConfig.parse(edit.apply(configuration()), directory))
                        .vault("memory", vault)
                        .auditSink(opening.in(trail())))
                .build();
        a = control.assertCaller("a", "claude-code");
        b = control.assertCaller("b", "claude-code");
    }

    static Bench open() throws Exception {
        return open(UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** A bench with an edited configuration and a broker that is wired otherwise. */
    static Bench open(UnaryOperator<String> edit, UnaryOperator<OutloopBroker.Builder> wiring) throws Exception {
        return open(edit, wiring, directory -> AuditTrail.open(directory, Clock.systemUTC()));
    }

    /** The same over a trail that is opened otherwise. */
    static Bench open(UnaryOperator<String> edit, UnaryOperator<OutloopBroker.Builder> wiring, Opening opening)
            throws Exception {
        return new Bench(edit, wiring, opening);
    }

    Path trail() {
        return directory.resolve("audit");
    }

    ActionRequest.Builder get(String target) {
        return ActionRequest.http(a, "crm", "GET", target);
    }

    ActionRequest.Builder ads(String method, String target) {
        return ActionRequest.http(b, "ads", method, target);
    }

    ActionRequest.Builder json(ActionRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").body(body.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on the approved server answers like this. */
    void answer(Reply reply) {
        answer = reply;
    }

    ReceivedRequest lastRequest() {
        List<ReceivedRequest> all = good.requests();
        return all.get(all.size() - 1);
    }

    ActionResult perform(ActionRequest request) {
        ActionResult result = control.broker().perform(request);
        if (!(result instanceof ActionResult.Denied)) {
            completed.incrementAndGet();
        }
        return result;
    }

    /** A call that is attempted, to be performed on another thread. */
    Call newCall(ActionRequest request) {
        completed.incrementAndGet();
        return control.broker().newCall(request);
    }

    /** Allowed calls: they show that the counters count, and that what follows is refused for what it is. */
    void requireControls() {
        assertThat(perform(get("/items").build())).isCompleted();
        assertThat(vault.leaseCalls()).isEqualTo(1);
        assertThat(good.requests()).hasSize(1);
        assertThat(perform(ads("GET", "/customers/1234567890/campaigns").build()))
                .isCompleted();
        assertThat(crmKey.isFoundIn(good.requests().get(0).raw())).isTrue();
        assertThat(adsKey.isFoundIn(good.requests().get(1).raw())).isTrue();
    }

    /** What holds after every case, whatever it was. */
    void requireInvariants(ActionRequest request, ActionResult... results) throws Exception {
        for (ActionResult result : results) {
            assertThat(result).hides(crmKey).hides(adsKey);
            if (result instanceof ActionResult.Denied denied) {
                assertThat(ErrorCode.all()).contains(denied.code());
                assertThat(denied.code()).isNotEqualTo(ErrorCode.ALIAS_FOREIGN);
            }
        }
        assertThat(evil.connections()).as("connections to another origin").isZero();
        assertThat(vault.leaseCalls()).as("vault calls").isEqualTo(completed.get() + refused.get());
        assertThat(good.requests().size()).as("service calls").isLessThanOrEqualTo(completed.get());
        assertThat(early).as("asked before an attempt was on disk").isEmpty();
        good.requests().forEach(this::requireOneCredential);
        control.close();
        byte[] logged = log.heard();
        close();
        requireTrail(request);
        assertThat(crmKey.isFoundIn(logged) || adsKey.isFoundIn(logged))
                .as("a key in the log")
                .isFalse();
        Threads.requireNoMoreThan(threadsBefore);
        // A vault that was let go late gives back on its own thread, which has ended by now.
        assertThat(vault.openLeases()).as("open leases").isZero();
    }

    String trailText() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path segment : TrailRecords.segments(trail())) {
            text.append(Files.readString(segment, StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            control.close();
            good.close();
            evil.close();
            log.close();
        }
    }

    private void requireAttempts(String who, int calls) {
        try {
            if (trailText().split(ATTEMPT, -1).length - 1 < calls) {
                early.add(who);
            }
        } catch (IOException e) {
            early.add(who + " before there was a trail");
        }
    }

    private void requireOneCredential(ReceivedRequest sent) {
        long ours =
                sent.headers("X-Api-Key").size() + sent.headers("Authorization").size();
        List<String> keys = List.of((sent.target() + "?").split("[?&]")).stream()
                .filter(pair -> pair.startsWith("key="))
                .toList();
        assertThat(ours + keys.size()).as("credential fields of %s", sent).isEqualTo(1);
        assertThat(crmKey.isFoundIn(sent.raw()) || adsKey.isFoundIn(sent.raw())).isTrue();
    }

    private void requireTrail(ActionRequest request) throws IOException {
        String text = trailText();
        assertThat(text).contains(ATTEMPT).matches("[\\x20-\\x7e\\n]*");
        assertThat(crmKey.isFoundIn(text) || adsKey.isFoundIn(text)).isFalse();
        String target = request.target().orElse("");
        int question = target.indexOf('?');
        if (question >= 0) {
            for (String pair : target.substring(question + 1).split("&")) {
                requireAbsent(text, pair);
            }
        }
        request.body().ifPresent(body -> requireAbsent(text, new String(body, StandardCharsets.UTF_8)));
        request.headers().forEach(field -> requireAbsent(text, field.value()));
        assertThat(AuditTrail.verify(trail()).isIntact()).isTrue();
        assertThat(text.split(ATTEMPT, -1).length - 1).isEqualTo(completed.get());
        assertThat(text.split("\"event\":\"OUTCOME\"", -1)).hasSize(completed.get() + 1);
    }

    private static void requireAbsent(String trail, String value) {
        if (value.length() > 5) {
            assertThat(trail).doesNotContain(value);
        }
    }

    private String configuration() throws IOException {
        try (InputStream in = Bench.class.getResourceAsStream("/cases/bench.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("GOOD", Integer.toString(good.port()));
        }
    }
}
