package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditEntries;
import dev.outloop.core.AuditQuery;
import dev.outloop.core.AuditReader;
import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what is written to the trail, as it is written. */
@Command(
        name = "follow",
        description = {
            "Shows what is written to the trail from now on, or behind a record's number, until ctrl-C.",
            "Exit code: 130 told to end (ctrl-C), 0 nobody reads its output any more, 1 a place that was read is not as"
                    + " it was written, 2 there is no trail, or usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  audit follow --config outloop.yaml --workspace acme --decision DENIED")
public final class AuditFollowCommand implements Callable<Integer> {

    private final CommandContext context;
    private final AuditReader.Pause pause;

    @Mixin
    private final TrailOption trail = new TrailOption();

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Option(names = "--after", paramLabel = "NUMBER", description = "Begin behind this record; 0 for the first one.")
    private @Nullable Long after;

    @Option(names = "--sink", description = "Also what the trail says of itself: repairs, removals, checkpoints.")
    private boolean sink;

    @Option(names = "--json", description = "Print each entry as one JSON object on one line.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public AuditFollowCommand(CommandContext context) {
        this(context, AuditReader.Pause.standard());
    }

    /** The command with its own way to wait, which also says when it is over. */
    public AuditFollowCommand(CommandContext context, AuditReader.Pause pause) {
        this.context = context;
        this.pause = pause;
    }

    @Override
    public Integer call() throws Exception {
        AuditQuery.Builder builder = options.query(context.clock());
        AuditQuery query = (sink ? builder.withSinkEntries() : builder).build();
        Path directory = trail.directory();
        try (AuditEntries entries = open(AuditTrail.read(directory), query)) {
            return new EntryPrinter(context, json).print(entries);
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
    }

    private AuditEntries open(AuditReader reader, AuditQuery query) throws IOException, CommandFailure {
        Long number = after;
        if (number == null) {
            return reader.follow(query, this::pause);
        }
        if (number < 0) {
            throw CommandFailure.usage("--after: records have no negative numbers.");
        }
        return reader.follow(query, number, this::pause);
    }

    /** Nobody reads any more: a pipe that was closed shows only when something is written to it. */
    private boolean pause() throws InterruptedException {
        return !context.out().checkError() && pause.pause();
    }
}
