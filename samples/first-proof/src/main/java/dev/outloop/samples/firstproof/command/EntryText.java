package dev.outloop.samples.firstproof.command;

import dev.outloop.core.AuditEntry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An entry of a trail on one line for people, with nothing in it but printable ASCII. */
final class EntryText {

    private static final Set<String> IN_COLUMNS = Set.of(
            "v",
            "seq",
            "after",
            "time",
            "event",
            "workspace",
            "tenant",
            "runtime",
            "alias",
            "service",
            "action",
            "code");

    private EntryText() {}

    static String of(AuditEntry entry) {
        StringBuilder more = new StringBuilder();
        for (Map.Entry<String, Object> field : entry.fields().entrySet()) {
            if (!IN_COLUMNS.contains(field.getKey())) {
                more.append(' ').append(field.getKey()).append('=').append(field.getValue());
            }
        }
        return ascii(String.format(
                        Locale.ROOT,
                        "%7d %-27s %-9s %-21s %-22s %-22s %-18s%s",
                        entry.sequence(),
                        entry.text("time"),
                        entry.event(),
                        joined(entry.text("workspace"), "@", entry.text("tenant")),
                        joined(entry.text("runtime"), " ", entry.text("alias")),
                        joined(entry.text("service"), "/", entry.text("action")),
                        entry.text("code").isEmpty() ? "-" : entry.text("code"),
                        more))
                .stripTrailing();
    }

    private static String joined(String first, String sign, String second) {
        return first.isEmpty() && second.isEmpty() ? "-" : first + (second.isEmpty() ? "" : sign + second);
    }

    /** Nothing moves the cursor, changes colours, reorders what is read or begins another line. */
    static String ascii(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u{%x}", c));
            }
        });
        return out.toString();
    }
}
