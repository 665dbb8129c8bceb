package dev.outloop.core;

import dev.outloop.core.internal.journal.EntryDamage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A trail that is being read is not as it was written. The message says where and what to do, and quotes nothing of the
 * trail.
 */
public final class AuditDamage extends IOException {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long line;
    private final long sequence;

    AuditDamage(Path directory, EntryDamage damage) {
        super("the audit trail " + directory + " is not as it was written: " + file(damage) + ", line " + damage.line()
                + ", after record " + damage.after() + ": " + damage.getMessage()
                + "; verify the trail to see what it means");
        this.file = file(damage);
        this.line = damage.line();
        this.sequence = damage.after();
    }

    private static String file(EntryDamage damage) {
        return String.format(Locale.ROOT, "trail-%06d.jsonl", damage.segment());
    }

    /** The name of the file in the trail's directory. */
    public String file() {
        return file;
    }

    /** The line of that file, counted from 1. */
    public long line() {
        return line;
    }

    /** The number of the last record that was read before; 0 if there was none. */
    public long sequence() {
        return sequence;
    }
}
