package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditDamage;
import dev.outloop.core.AuditReader;
import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Hands a client its part of the trail. */
@Command(
        name = "export",
        description = {
            "Writes one client's records as JSON lines, with nothing of other clients in them. The last line has their"
                    + " number and a SHA-256 of the lines before it, so that a part of it is not taken for the whole.",
            "Exit code: 0 written, 1 the trail is not as it was written and nothing was handed over, 2 usage, or a"
                    + " file that cannot be written."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  audit export --config outloop.yaml --tenant acme-corp --out acme-corp.jsonl",
            "  audit export --config outloop.yaml --tenant acme-corp --out - | gzip > acme-corp.jsonl.gz"
        })
public final class AuditExportCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TrailOption trail = new TrailOption();

    @Option(names = "--tenant", required = true, paramLabel = "ID", description = "The client.")
    private String tenant = "";

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE|-",
            description = "Where to write it, for its owner alone; - is standard output.")
    private @Nullable Path out;

    @Option(names = "--force", description = "Write over a file that is there.")
    private boolean force;

    /** The command over a process's streams and clock. */
    public AuditExportCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = trail.directory();
        AuditReader reader = AuditTrail.read(directory);
        requireTrail(reader, directory);
        Path file = out;
        try {
            long records = file == null || file.toString().equals("-")
                    ? reader.export(tenant, context.clock().instant(), context.out())
                    : new NewFile(file, force)
                            .write(stream ->
                                    reader.export(tenant, context.clock().instant(), stream));
            context.err().println(EntryText.ascii(records + " record(s) of " + tenant + "."));
            return context.out().checkError() ? ExitCode.FAILED : ExitCode.COMPLETED;
        } catch (AuditDamage e) {
            context.err().println(EntryText.ascii("Not exported: " + e.getMessage() + "."));
            return ExitCode.NOT_HELD;
        } catch (IOException e) {
            throw CommandFailure.usage("Not exported: writing to " + file + " failed; nothing is there under that name"
                    + " that was not there before.");
        }
    }

    private static void requireTrail(AuditReader reader, Path directory) throws CommandFailure {
        try {
            String unused = reader.id();
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
    }
}
