package dev.outloop.core.internal.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something is mounted, as Linux tells it (proc_pid_mountinfo(5)). A folder that is mounted a second time has the
 * same device and inode at both places, so nothing else shows that a path has left the folder that it began in.
 */
public final class MountPoints {

    private static final Path TABLE = Path.of("/proc/self/mountinfo");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");
    private static final int MOUNT_POINT = 4;

    private MountPoints() {}

    /**
     * Whether something is mounted on a folder below the outer one, on the way to the inner one, which may be it. Both are
     * paths without links. Where a system has no such table, it is not known and the answer is no.
     *
     * @throws IOException if there is a table and it cannot be read
     */
    public static boolean liesBetween(Path outer, Path inner) throws IOException {
        return !outer.equals(inner)
                && Files.exists(TABLE)
                && liesBetween(Files.readString(TABLE, StandardCharsets.UTF_8), outer, inner);
    }

    static boolean liesBetween(String table, Path outer, Path inner) throws IOException {
        String from = below(outer.toString());
        String to = below(inner.toString());
        for (String line : table.lines().toList()) {
            String[] fields = line.split(" ", MOUNT_POINT + 2);
            if (fields.length <= MOUNT_POINT) {
                throw new IOException(TABLE + " is not as documented");
            }
            String point = below(unescaped(fields[MOUNT_POINT]));
            if (point.length() > from.length() && point.startsWith(from) && to.startsWith(point)) {
                return true;
            }
        }
        return false;
    }

    private static String below(String folder) {
        return folder.endsWith("/") ? folder : folder + "/";
    }

    /** Space, tab, line end and backslash stand in octal. */
    private static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        Matcher escapes = OCTAL.matcher(text);
        return escapes.replaceAll(
                escape -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 8))));
    }
}
