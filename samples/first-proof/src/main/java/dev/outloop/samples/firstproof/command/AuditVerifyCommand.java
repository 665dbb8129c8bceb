package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows the trail from its first line. */
@Command(
        name = "verify",
        description = {
            "Follows the whole trail, hashes and signatures; also beside a running broker. With a key or with checkpoints"
                    + " from another place it also finds a trail that was made anew or cut off.",
            "Exit code: 0 intact, 1 not as it was written or none of the checkpoints is of it, 2 there is no trail, or usage."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  audit verify --config outloop.yaml",
            "  audit verify --trail ~/.outloop/audit --key 9f3c...e1 --checkpoints /safe/checkpoints.jsonl"
        })
public final class AuditVerifyCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private final TrailOption trail = new TrailOption();

    @Option(
            names = "--key",
            paramLabel = "HEX",
            description =
                    "A public key that may have signed, from another place (see audit key); several may be given.")
    private List<String> keys = new ArrayList<>();

    @Option(
            names = "--checkpoints",
            paramLabel = "FILE",
            description = "Exported checkpoints from another place; several files may be given.")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    /** The command over a process's streams and clock. */
    public AuditVerifyCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        AuditVerification found = verify(trail.directory());
        if (json) {
            context.out().println(VerificationJson.of(found));
        } else {
            context.out().println(verdict(found));
            context.out().println("last hash: " + found.lastHash());
            context.out()
                    .println(found.checkpoints() + " checkpoint(s), signed to record " + found.signedTo()
                            + (found.removedSegments() > 0
                                    ? ", " + found.removedSegments() + " old file(s) removed"
                                    : ""));
            context.err().println(AuditVerification.limits());
        }
        return found.isIntact() ? ExitCode.COMPLETED : ExitCode.NOT_HELD;
    }

    private AuditVerification verify(Path directory) throws CommandFailure {
        AuditVerification.Builder verification = AuditTrail.verification(directory);
        for (String key : keys) {
            trust(verification, key);
        }
        for (Path file : checkpoints) {
            if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
                throw CommandFailure.usage("--checkpoints: there is no file " + file
                        + " that can be read; save what comes from a pipe in a file first.");
            }
            verification.checkpoints(file);
        }
        ProgressLine progress = new ProgressLine(context);
        verification.progress(progress::at);
        try {
            return verification.verify();
        } catch (IOException e) {
            throw TrailOption.unreadable(directory, e);
        } finally {
            progress.end();
        }
    }

    private static String verdict(AuditVerification found) {
        if (found.isIntact()) {
            return "intact: " + found.records() + " records";
        }
        boolean unattested = found.problem()
                .filter(problem -> problem.kind().equals("UNATTESTED"))
                .isPresent();
        return unattested
                ? "NOT ATTESTED: " + found.records() + " records hang together, but none of the checkpoints is of this"
                        + " trail " + found.trail()
                : "NOT INTACT: " + found;
    }

    private static void trust(AuditVerification.Builder verification, String key) throws CommandFailure {
        try {
            verification.trustedKey(key);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(
                    "--key: a public key has 64 lower-case hexadecimal digits; audit key prints it.");
        }
    }
}
