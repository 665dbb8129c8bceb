package dev.outloop.core.internal.config;

import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code audit}: where the trail is, what its keys come from, when it is signed, and how long it is kept. */
final class AuditReader {

    private static final String STDOUT = "stdout";
    private static final int MAX_EXPORTS = 8;
    private static final long MAX_EVERY = 1_000_000;
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", DAY_MILLIS);
    private static final Map<String, Long> DAYS = Map.of("d", DAY_MILLIS);

    private AuditReader() {}

    /** The settings, or null where there are none that can be used. */
    static @Nullable ConfiguredAudit read(@Nullable Value audit, Path directory, Set<String> vaults) {
        Fields fields = audit == null ? null : audit.fields();
        if (fields == null) {
            return null;
        }
        Value folder = fields.require("path");
        Path path = folder == null ? null : ConfigReader.path(folder, directory);
        SecretRef key = key(fields.get("key"), vaults);
        Fields checkpoints = below(fields.get("checkpoints"));
        Fields segments = below(fields.get("segments"));
        fields.end();
        Long every = checkpoints == null ? null : every(checkpoints.get("every"));
        Long interval = checkpoints == null
                ? null
                : LimitsReader.amount(
                        checkpoints.get("interval"), MILLIS, DAY_MILLIS, "a time such as 1m, of at most 1d");
        List<Path> exports = new ArrayList<>();
        boolean stdout = checkpoints != null && readExports(checkpoints.get("export"), directory, exports);
        Long size = segments == null ? null : size(segments.get("size"));
        Value daily = segments == null ? null : segments.get("daily");
        Long keep = segments == null
                ? null
                : LimitsReader.amount(segments.get("keep"), DAYS, 36_500 * DAY_MILLIS, "a number of days such as 90d");
        Boolean isDaily = daily == null ? null : daily.bool();
        end(checkpoints);
        end(segments);
        return path == null
                ? null
                : new ConfiguredAudit(path, key, every, time(interval), exports, stdout, size, isDaily, time(keep));
    }

    private static @Nullable Fields below(@Nullable Value value) {
        return value == null ? null : value.fields();
    }

    private static void end(@Nullable Fields fields) {
        if (fields != null) {
            fields.end();
        }
    }

    private static @Nullable Duration time(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static @Nullable Long every(@Nullable Value value) {
        return value == null ? null : value.integer(1, MAX_EVERY);
    }

    private static @Nullable Long size(@Nullable Value value) {
        String what = "a size such as 64MiB, of 64KiB to 1GiB";
        Long bytes = LimitsReader.amount(value, LimitsReader.BYTES, 1L << 30, what);
        if (value != null && bytes != null && bytes < 64 * 1024) {
            value.problem("expected " + what);
            return null;
        }
        return bytes;
    }

    private static @Nullable SecretRef key(@Nullable Value value, Set<String> vaults) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            SecretRef ref = SecretRef.parse(text);
            if (!vaults.contains(ref.vault())) {
                value.problem("expected a reference into one of the vaults of this configuration");
                return null;
            }
            return ref;
        } catch (IllegalArgumentException e) {
            value.problem("expected a reference VAULT:PATH to a secret in a vault, never the secret itself");
            return null;
        }
    }

    /** Adds the files, and says whether the word for the standard output is there too. */
    private static boolean readExports(@Nullable Value value, Path directory, List<Path> exports) {
        boolean stdout = false;
        List<Value> items = value == null ? List.of() : value.items();
        if (value != null && items.size() > MAX_EXPORTS) {
            value.problem("expected at most " + MAX_EXPORTS + " places");
            return false;
        }
        for (Value item : items) {
            String text = item.text();
            if (STDOUT.equals(text)) {
                stdout = true;
            } else if (text != null) {
                Path file = ConfigReader.path(item, directory);
                if (file != null) {
                    exports.add(file);
                }
            }
        }
        return stdout;
    }
}
