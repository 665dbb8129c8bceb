package dev.outloop.samples.firstproof.command;

import dev.outloop.core.VaultSet;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultStoreRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keeps a secret in a vault. */
@Command(
        name = "store",
        description = {
            "Keeps a secret in a vault, in place of what is there. The value comes from standard input"
                    + " (its bytes as they are, but for one line end at their end), or is asked for twice"
                    + " without showing it; never from the command line.",
            "Exit code: 0 stored, 5 the vault failed, 2 usage or a value that no broker would send."
        },
        mixinStandardHelpOptions = true,
        versionProvider = InheritedVersion.class,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  store --config outloop.yaml local:sync-key",
            "  store --config outloop.yaml local:sync-key < key.txt"
        })
public final class StoreCommand implements Callable<Integer> {

    /** A person may have to type a vault's passphrase meanwhile. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CommandContext context;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "VAULT:PATH", description = "Where to keep it.")
    private String reference = "";

    /** The command over a process's streams and clock. */
    public StoreCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        SecretRef ref = reference();
        try (VaultSet vaults = VaultSet.open(config.load(), context.clock())) {
            VaultBackend vault = vaults.vault(ref.vault())
                    .orElseThrow(() -> CommandFailure.usage("The configuration has no vault of that name."));
            if (!(vault instanceof VaultBackend.Storing storing)) {
                throw CommandFailure.usage("This vault keeps no new secrets from here; use its own program.");
            }
            try (Secret value = new SecretInput(context).read()) {
                storing.store(VaultStoreRequest.of(
                        ref, value, context.clock().instant().plus(PATIENCE)));
            }
        } catch (VaultException e) {
            throw CommandFailure.failed("Not stored: " + e.code() + ": " + e.getMessage());
        }
        context.err().println(VisibleText.of("Stored under " + ref + "."));
        return ExitCode.COMPLETED;
    }

    private SecretRef reference() throws CommandFailure {
        try {
            return SecretRef.parse(reference);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("No such place: " + e.getMessage() + ".");
        }
    }
}
