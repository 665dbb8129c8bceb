package dev.outloop.samples.firstproof.command;

import dev.outloop.core.OutloopBroker;
import dev.outloop.core.PolicyBench;
import dev.outloop.identity.Caller;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For whom a command asks. */
final class CallerOptions {

    @Option(names = "--workspace", required = true, paramLabel = "W", description = "The workspace that asks.")
    private @Nullable String workspace;

    @Option(
            names = "--runtime",
            required = true,
            paramLabel = "R",
            description = "The agent runtime that asks, such as claude-code.")
    private @Nullable String runtime;

    Caller caller(OutloopBroker control) throws CommandFailure {
        return caller(control::assertCaller);
    }

    Caller caller(PolicyBench bench) throws CommandFailure {
        return caller(bench::caller);
    }

    private Caller caller(BiFunction<String, String, Caller> issuer) throws CommandFailure {
        try {
            return issuer.apply(String.valueOf(workspace), String.valueOf(runtime));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("No such caller: " + e.getMessage());
        }
    }
}
