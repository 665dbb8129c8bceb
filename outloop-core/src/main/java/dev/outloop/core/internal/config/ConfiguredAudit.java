package dev.outloop.core.internal.config;

import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The trail as configured; what is null is left to the defaults.
 *
 * @param path its folder
 * @param key where the secret lies that its keys come from
 * @param checkpointEvery after so many records
 * @param checkpointInterval after so much time
 * @param exports files that checkpoints are written to as well
 * @param exportToStdout whether they are printed as well
 * @param segmentBytes how large a file becomes
 * @param daily whether each day begins a file
 * @param keep how long files stay
 */
public record ConfiguredAudit(
        Path path,
        @Nullable SecretRef key,
        @Nullable Long checkpointEvery,
        @Nullable Duration checkpointInterval,
        List<Path> exports,
        boolean exportToStdout,
        @Nullable Long segmentBytes,
        @Nullable Boolean daily,
        @Nullable Duration keep) {

    /** The list is copied. */
    public ConfiguredAudit {
        exports = List.copyOf(exports);
    }
}
