package dev.outloop.samples.firstproof.command;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.StartException;
import dev.outloop.identity.Caller;
import java.io.IOException;

/** One request through a broker that is started for it, and its result on the streams. */
final class Performance {

    private final CommandContext context;
    private final boolean json;

    Performance(CommandContext context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /** Makes the request of a caller. */
    @FunctionalInterface
    interface Asking {
        ActionRequest ask(Caller caller) throws CommandFailure;
    }

    int perform(BrokerConfig config, CallerOptions options, Asking asking)
            throws CommandFailure, StartException, IOException {
        try (Interruption interruption = Interruption.watch();
                OutloopBroker control = context.composition()
                        .apply(OutloopBroker.builder().config(config).clock(context.clock()))
                        .build()) {
            Call call = control.broker().newCall(asking.ask(options.caller(control)));
            interruption.cancels(call);
            return show(call.perform());
        }
    }

    private int show(ActionResult result) throws IOException {
        if (json) {
            ResultJson.write(result, context.out());
        } else {
            ResultText.write(result, context);
        }
        return result.<Integer>match(
                completed -> ExitCode.COMPLETED,
                denied -> ExitCode.DENIED,
                pending -> ExitCode.PENDING,
                failed -> ExitCode.FAILED);
    }
}
