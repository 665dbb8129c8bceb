package dev.outloop.samples.firstproof.command;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which trail a command reads. */
final class TrailOption {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Place place = new Place();

    private static final class Place {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                description = "The configuration whose audit.path is the trail's directory.")
        private @Nullable Path config;

        @Option(names = "--trail", paramLabel = "DIR", description = "The trail's directory.")
        private @Nullable Path trail;
    }

    /** The directory, which may not have a trail. */
    Path directory() throws CommandFailure, ConfigException {
        Path trail = place.trail;
        if (trail != null) {
            return trail;
        }
        Path config = place.config;
        if (config == null) {
            throw new IllegalStateException("picocli sets one of both");
        }
        return BrokerConfig.load(config)
                .auditPath()
                .orElseThrow(() -> CommandFailure.usage("The configuration names no trail: set audit.path."));
    }

    /** Why a trail cannot be read, and what to look at. */
    static CommandFailure unreadable(Path directory, IOException problem) {
        return CommandFailure.usage(
                problem instanceof NoSuchFileException
                        ? "There is no trail yet in " + directory + "; look at audit.path or --trail."
                        : "The trail in " + directory + " cannot be read; look at its permissions.");
    }
}
