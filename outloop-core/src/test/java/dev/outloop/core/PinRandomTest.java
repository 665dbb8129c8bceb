package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ActionResult;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random definitions with pins in every place, and random requests for them, typed and raw, of this tenant and of another.
 * What reached the server is read by {@link SentTenants}, which shares no code with the broker.
 */
class PinRandomTest {

    private static final long SEED = Long.getLong("outloop.seed", new Random().nextLong());
    private static final int DEFINITIONS = Boolean.getBoolean("outloop.full") ? 300 : 30;
    private static final int REQUESTS = 12;

    private LoopbackServer naiveServer;
    private int allowed;
    private int refused;

    @BeforeEach
    void open() throws Exception {
        naiveServer = LoopbackServer.start();
    }

    @AfterEach
    void close() {
        naiveServer.close();
    }

    @Test
    void everyTenantPlaceThatReachesTheServiceHoldsThePinnedValue() throws Exception {
        System.err.println("PinRandomTest: -Doutloop.seed=" + SEED);
        Random random = new Random(SEED);
        try (LoopbackServer server = LoopbackServer.start()) {
            Reply reply = Reply.status(200, "{}", "Content-Type: application/json");
            server.answer(reply);
            naiveServer.answer(reply);
            for (int definition = 0; definition < DEFINITIONS; definition++) {
                judge(RandomPins.of(random), server, random, "seed " + SEED + ", definition " + definition);
            }
        }
        assertThat(allowed).as("allowed").isGreaterThan(DEFINITIONS * REQUESTS / 5);
        assertThat(refused).as("refused").isGreaterThan(DEFINITIONS * REQUESTS / 5);
    }

    /** The reference is no proof if it cannot fail: it sees in what was asked for what must not be sent. */
    private void requireSeen(RandomPins.Asked asked, RandomPins pins, String as) throws Exception {
        if (asked.wire() != null) {
            ReceivedRequest naive = SentTenants.send(naiveServer, asked.wire());
            assertThatThrownBy(() -> SentTenants.requireOwn(naive, pins, as))
                    .withFailMessage(as)
                    .isInstanceOf(AssertionError.class);
        }
    }

    private void judge(RandomPins pins, LoopbackServer server, Random random, String where) throws Exception {
        InMemoryVault vault = InMemoryVault.create().put("memory:key", Canary.random("key"));
        try (OutloopBroker control = OutloopBroker.builder()
                .config(BrokerConfig.parse(pins.yaml(server.port()), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(RecordingAuditSink.create())
                .build()) {
            Caller caller = control.assertCaller("acme", "codex");
            for (int i = 0; i < REQUESTS; i++) {
                RandomPins.Asked asked = pins.ask(caller, random);
                int sent = server.requests().size();
                int leased = vault.leaseCalls();
                ActionResult result = control.broker().perform(asked.request());
                String as = where + "\n" + pins.yaml(0) + "\n" + asked + "\n" + result;
                if (asked.foreign()) {
                    refused++;
                    requireSeen(asked, pins, as);
                    assertThat(result).as(as).isInstanceOf(ActionResult.Denied.class);
                    assertThat(server.requests().size()).as(as).isEqualTo(sent);
                    assertThat(vault.leaseCalls()).as(as).isEqualTo(leased);
                } else {
                    allowed++;
                    assertThat(result).as(as).isInstanceOf(ActionResult.Completed.class);
                    assertThat(server.requests().size()).as(as).isEqualTo(sent + 1);
                    ReceivedRequest received = server.requests().get(sent);
                    SentTenants.requireOwn(received, pins, as);
                }
            }
        }
    }
}
