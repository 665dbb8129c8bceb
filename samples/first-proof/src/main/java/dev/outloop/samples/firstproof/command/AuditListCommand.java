package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditDamage;
import dev.outloop.core.AuditEntries;
import dev.outloop.core.AuditQuery;
import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what stands on the trail. */
@Command(
        name = "list",
        description = {
            "Shows what stands on the trail, oldest first; also beside a running broker. What it shows is what is"
                    + " written there: whether anybody changed it, audit verify tells.",
            "Exit code: 0 shown, 1 a place that was read is not as it was written, 2 there is no trail, or usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  audit list --config outloop.yaml --tenant acme-corp --since 7d --decision DENIED",
            "  audit list --trail ~/.outloop/audit --last 20 --json"
        })
public final class AuditListCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TrailOption trail = new TrailOption();

    @Mixin
    private final QueryOptions options = new QueryOptions();

    @Option(names = "--last", paramLabel = "N", description = "Only the newest N of them.")
    private @Nullable Integer last;

    @Option(names = "--sink", description = "Also what the trail says of itself: repairs, removals, checkpoints.")
    private boolean sink;

    @Option(names = "--json", description = "Print each entry as one JSON object on one line.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public AuditListCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        AuditQuery query = query();
        Path directory = trail.directory();
        try (AuditEntries entries = AuditTrail.read(directory).query(query)) {
            return new EntryPrinter(context, json).print(entries);
        } catch (AuditDamage e) {
            context.err().println(EntryText.ascii("Damage: " + e.getMessage() + "."));
            return ExitCode.NOT_HELD;
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
    }

    private AuditQuery query() throws CommandFailure {
        AuditQuery.Builder query = options.query(context.clock());
        Integer most = last;
        if (most != null && (most < 1 || most > AuditQuery.MAX_LAST)) {
            throw CommandFailure.usage("--last: give a number from 1 to " + AuditQuery.MAX_LAST + ".");
        }
        if (most != null) {
            query.last(most);
        }
        return (sink ? query.withSinkEntries() : query).build();
    }
}
