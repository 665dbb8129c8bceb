package dev.outloop.samples.firstproof.command;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import dev.outloop.core.PolicyBench;
import dev.outloop.core.PolicyCaseResult;
import dev.outloop.core.PolicyCases;
import dev.outloop.core.PolicyVerdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Judges requests of a file and compares with what is expected of them. */
@Command(
        name = "test",
        description = {
            "Judges each request of a file and compares the decision with the expected one; the file's format is in"
                    + " outloop-core's README. Asks no vault, sends nothing, writes nothing.",
            "Exit code: 0 all as expected, 1 some are not, 2 the file, the configuration or the usage is wrong."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  policy test cases.yaml", "  policy test cases.yaml --config new.yaml --json"})
public final class PolicyTestCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "FILE", description = "The cases.")
    private @Nullable Path file;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration that is tested, in place of the one that the file names.")
    private @Nullable Path config;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public PolicyTestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path given = file;
        if (given == null) {
            throw new IllegalStateException("picocli sets what is required");
        }
        PolicyCases cases = PolicyCases.load(given);
        List<PolicyCaseResult> results =
                cases.run(PolicyBench.of(configuration(cases)), context.clock().instant());
        long failed = results.stream().filter(result -> !result.isAsExpected()).count();
        if (json) {
            context.out().println(JsonLines.object(out -> write(out, results, failed)));
        } else {
            results.forEach(this::print);
            context.out().println(results.size() + " case(s), " + failed + " not as expected");
        }
        return failed == 0 ? ExitCode.COMPLETED : ExitCode.NOT_HELD;
    }

    private BrokerConfig configuration(PolicyCases cases) throws CommandFailure, ConfigException {
        Path own = config;
        if (own != null) {
            return BrokerConfig.load(own);
        }
        return BrokerConfig.load(cases.config()
                .orElseThrow(() -> CommandFailure.usage(
                        "Say which configuration is tested: --config FILE, or the key config in the file.")));
    }

    private void print(PolicyCaseResult result) {
        PrintStream out = context.out();
        out.println(VisibleText.of(
                (result.isAsExpected() ? "ok    " : "FAIL  ") + result.name() + ": " + result.expected()));
        if (result.isAsExpected()) {
            return;
        }
        out.println("      line " + result.line() + ", expected " + result.expected());
        result.differences().forEach(difference -> out.println(VisibleText.of("      " + difference)));
        if (result.verdict().isPresent()) {
            PolicyVerdict verdict = result.verdict().get();
            ExplanationText.summary(verdict).forEach(line -> out.println(VisibleText.of("      " + line)));
            ExplanationText.steps(verdict).forEach(line -> out.println("      | " + line));
        }
    }

    private static void write(JsonGenerator out, List<PolicyCaseResult> results, long failed) throws IOException {
        out.writeNumberField("cases", results.size());
        out.writeNumberField("failed", failed);
        out.writeArrayFieldStart("results");
        for (PolicyCaseResult result : results) {
            out.writeStartObject();
            out.writeStringField("name", result.name());
            out.writeNumberField("line", result.line());
            out.writeBooleanField("as_expected", result.isAsExpected());
            out.writeStringField("expected", result.expected());
            out.writeArrayFieldStart("differences");
            for (String difference : result.differences()) {
                out.writeString(difference);
            }
            out.writeEndArray();
            if (result.verdict().isPresent()) {
                out.writeObjectFieldStart("got");
                ExplanationJson.fields(out, result.verdict().get());
                out.writeEndObject();
            } else {
                out.writeNullField("got");
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
