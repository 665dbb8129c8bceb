package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells the public key to keep elsewhere. */
@Command(
        name = "key",
        description = {
            "Prints the public key(s) that the trail says it is signed with, oldest first. Keep them in another place:"
                    + " with a key from there audit verify notices a trail that somebody made anew. Reads nothing but"
                    + " the headers of the trail's files.",
            "Exit code: 0 printed, 2 there is no trail, or it names no key."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  audit key --config outloop.yaml > /another/place/audit.key")
public final class AuditKeyCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TrailOption trail = new TrailOption();

    /** The command over a process's streams and clock. */
    public AuditKeyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Path directory = trail.directory();
        List<String> keys = keys(directory);
        if (keys.isEmpty()) {
            throw CommandFailure.usage("The trail in " + directory + " names no key; audit verify says what is wrong.");
        }
        keys.forEach(context.out()::println);
        context.err()
                .println(EntryText.ascii("Keep this in another place. To verify with it: audit verify --trail "
                        + directory + " --key " + String.join(" --key ", keys)));
        return ExitCode.COMPLETED;
    }

    private static List<String> keys(Path directory) throws CommandFailure {
        try {
            return AuditTrail.read(directory).publicKeys();
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        }
    }
}
