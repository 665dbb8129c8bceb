package dev.outloop.samples.firstproof.proof;

import dev.outloop.Broker;
import dev.outloop.action.ActionResult;
import dev.outloop.action.HttpField;
import dev.outloop.samples.firstproof.command.ResultJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Makes calls, and reads every counter before and after each. One thread. */
final class Meter {

    private final Broker broker;
    private final ProofKey key;
    private final EchoApi api;
    private final CountedVault vault;
    private final WatchedTrail trail;

    Meter(Broker broker, ProofKey key, EchoApi api, CountedVault vault, WatchedTrail trail) {
        this.broker = broker;
        this.key = key;
        this.api = api;
        this.vault = vault;
        this.trail = trail;
    }

    Measured measure(AgentCall call) throws IOException {
        int vaultBefore = vault.calls();
        int durableBefore = vault.callsAfterDurableAttempt();
        int requestsBefore = api.requests();
        int connectionsBefore = api.connections();
        int recordsBefore = trail.records();
        ActionResult result = broker.perform(call.request());
        byte[] sent = api.sentSince(requestsBefore);
        return new Measured(
                call,
                result,
                saw(result),
                vault.calls() - vaultBefore,
                vault.callsAfterDurableAttempt() - durableBefore,
                api.requests() - requestsBefore,
                api.connections() - connectionsBefore,
                result instanceof ActionResult.Completed completed ? completed.redactions() : 0,
                key.countIn(sent),
                key.countIn(seen(result)),
                trail.records() - recordsBefore,
                trail.endsInDurableRefusal(),
                new String(sent, StandardCharsets.ISO_8859_1).contains("X-Account: " + call.account() + "\r\n"));
    }

    private static String saw(ActionResult result) {
        return result.match(
                completed -> Integer.toString(completed.status()),
                denied -> denied.code().name(),
                pending -> "PENDING",
                failed -> failed.code().name());
    }

    /** Everything that an agent could get at: the parts as they are, their texts, and the printed form. */
    private static byte[] seen(ActionResult result) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (result instanceof ActionResult.Completed completed) {
            for (HttpField field : completed.head().headers()) {
                all.writeBytes((field.name() + ": " + field.value() + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            all.writeBytes(completed.body());
        }
        all.writeBytes(("\r\n" + result + "\r\n").getBytes(StandardCharsets.UTF_8));
        all.writeBytes(ResultJson.encode(result));
        return all.toByteArray();
    }
}
