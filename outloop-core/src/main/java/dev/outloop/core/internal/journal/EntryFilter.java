package dev.outloop.core.internal.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries are asked for. Most lines are turned away by bytes that they would have to hold; the rest is parsed, and
 * then looked at field by field. Immutable.
 */
public final class EntryFilter {

    private static final String EVENT = "event";
    private static final byte[] TIME = TrailFormat.ascii("\"time\":\"");
    private static final int SECONDS_CHARS = "2026-01-01T00:00:00".length();

    private final @Nullable Instant from;
    private final @Nullable Instant to;
    private final Map<String, Set<String>> fields;
    private final Set<String> decisions;
    private final boolean notes;
    private final List<byte[][]> needles = new ArrayList<>();
    private final byte[] fromSecond;
    private final byte[] toSecond;

    /**
     * A filter of conditions that an entry has to answer all.
     *
     * @param from the first moment, or null
     * @param to the moment behind the last, or null
     * @param fields for each field that counts its possible values, as text
     * @param decisions words of {@link EntryDecision}, any of which will do; empty if they do not matter
     * @param notes whether notes and checkpoints are asked for too; of them only time and event count
     */
    public EntryFilter(
            @Nullable Instant from,
            @Nullable Instant to,
            Map<String, Set<String>> fields,
            Set<String> decisions,
            boolean notes) {
        this.from = from;
        this.to = to;
        this.fields = new HashMap<>(fields);
        this.decisions = Set.copyOf(decisions);
        this.notes = notes;
        fields.forEach((field, values) -> needles.add(values.stream()
                .map(value -> TrailFormat.ascii("\"" + field + "\":" + EntryText.quoted(value)))
                .toArray(byte[][]::new)));
        if (!decisions.isEmpty()) {
            Set<String> events = new LinkedHashSet<>();
            decisions.forEach(decision -> events.add(EntryDecision.eventOf(decision)));
            needles.add(events.stream()
                    .map(event -> TrailFormat.ascii("\"event\":\"" + event + "\""))
                    .toArray(byte[][]::new));
        }
        this.fromSecond = second(from);
        this.toSecond = second(to);
    }

    /** Whether the line may be asked for, judged without parsing it. */
    boolean mayMatch(EntryLine line) {
        if (!line.isRecord()) {
            return notes || fields.containsKey(EVENT);
        }
        if (!isNear(line)) {
            return false;
        }
        for (byte[][] anyOf : needles) {
            if (!holdsAny(line, anyOf)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the entry is asked for. */
    public boolean matches(EntryContent entry) {
        if (from != null && entry.time().isBefore(from)
                || to != null && !entry.time().isBefore(to)) {
            return false;
        }
        Set<String> events = fields.get(EVENT);
        boolean named = events != null && events.contains(entry.event());
        if (!entry.record()) {
            return named || notes && events == null;
        }
        return fields.entrySet().stream().allMatch(field -> field.getValue().contains(entry.text(field.getKey())))
                && (decisions.isEmpty() || decisions.stream().anyMatch(word -> EntryDecision.is(word, entry)));
    }

    private static boolean holdsAny(EntryLine line, byte[][] anyOf) {
        for (byte[] part : anyOf) {
            if (line.contains(part)) {
                return true;
            }
        }
        return false;
    }

    /** Compares times to the second as text, which for the years 0 to 9999 has the order of time. */
    private boolean isNear(EntryLine line) {
        if (fromSecond.length == 0 && toSecond.length == 0) {
            return true;
        }
        int time = line.startOf(TIME);
        return time < 0
                || (fromSecond.length == 0 || line.compare(time, fromSecond) >= 0)
                        && (toSecond.length == 0 || line.compare(time, toSecond) <= 0);
    }

    private static byte[] second(@Nullable Instant time) {
        String text = time == null ? "" : time.toString();
        return text.matches("[0-9]{4}-.*") ? TrailFormat.ascii(text.substring(0, SECONDS_CHARS)) : new byte[0];
    }
}
