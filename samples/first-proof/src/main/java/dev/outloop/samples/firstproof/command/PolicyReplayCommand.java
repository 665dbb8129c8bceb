package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.PolicyReplay;
import dev.outloop.core.ReplayReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Judges what a trail recorded by another configuration. */
@Command(
        name = "replay",
        description = {
            "Judges the requests that a trail recorded by another configuration, and shows what would be answered"
                    + " otherwise; also beside a running broker. Asks no vault, sends nothing, writes nothing.",
            "A trail does not hold everything of a request: where the answer hangs on the rest, this says on what"
                    + " (values of parameters; in brackets other things) instead of guessing. Limits are not replayed.",
            "Exit code: 0 nothing differs, 6 something differs or may, 1 the trail is not as it was written, 2 there is no"
                    + " trail, or usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  policy replay --trail ~/.outloop/audit --config new.yaml --was outloop.yaml",
            "  policy replay --trail ~/.outloop/audit --config new.yaml --since 7d --alias crm --json"
        })
public final class PolicyReplayCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(names = "--trail", required = true, paramLabel = "DIR", description = "The trail's directory.")
    private @Nullable Path trail;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(
            names = "--was",
            paramLabel = "FILE",
            description =
                    "The configuration under which the trail was made; with it more is known, and pins are compared.")
    private @Nullable Path was;

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public PolicyReplayCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = trail;
        if (directory == null) {
            throw new IllegalStateException("picocli sets what is required");
        }
        PolicyReplay.Builder replay = PolicyReplay.builder(config.load());
        Path old = was;
        if (old != null) {
            replay.before(BrokerConfig.load(old));
        }
        AuditVerification verified;
        ReplayReport report;
        try {
            verified = verify(directory);
            report = replay.build()
                    .replay(directory, options.query(context.clock()).build());
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
        if (json) {
            context.out().println(ReplayJson.of(report, verified));
        } else {
            ReplayText.lines(report, verified).forEach(line -> context.out().println(EntryText.ascii(line)));
        }
        if (!verified.isIntact() || !report.damage().isEmpty()) {
            return ExitCode.NOT_HELD;
        }
        return report.differing() + report.undecided() == 0 ? ExitCode.COMPLETED : ExitCode.DIFFERS;
    }

    private AuditVerification verify(Path directory) throws IOException {
        ProgressLine progress = new ProgressLine(context);
        try {
            return AuditTrail.verification(directory).progress(progress::at).verify();
        } finally {
            progress.end();
        }
    }
}
