package dev.outloop.samples.firstproof.command;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration a command works on. */
final class ConfigOption {

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration, in a directory of your own.")
    private @Nullable Path file;

    BrokerConfig load() throws ConfigException {
        return BrokerConfig.load(file());
    }

    private Path file() {
        Path given = file;
        if (given == null) {
            throw new IllegalStateException("picocli sets what is required");
        }
        return given;
    }
}
