package dev.outloop.core.internal.config;

import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the hours in which a rule applies. */
final class TimeWindowReader {

    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");
    private static final Map<String, DayOfWeek> DAYS = new LinkedHashMap<>();

    static {
        for (DayOfWeek day : DayOfWeek.values()) {
            DAYS.put(day.name().substring(0, 3).toLowerCase(Locale.ROOT), day);
        }
    }

    private TimeWindowReader() {}

    static void read(@Nullable Value times, PolicyRule.Builder rule) {
        for (Value item : times == null ? List.<Value>of() : PolicyRuleReader.nonEmpty(times)) {
            TimeWindow window = readWindow(item);
            if (window != null) {
                rule.time(window);
            }
        }
    }

    private static @Nullable TimeWindow readWindow(Value item) {
        Fields fields = item.fields();
        if (fields == null) {
            return null;
        }
        Set<DayOfWeek> days = readDays(fields.get("days"));
        boolean hours = fields.has("from") || fields.has("to");
        if (!hours && !fields.has("days")) {
            fields.problem("expected \"days\", or \"from\" and \"to\", or all three");
        }
        LocalTime from = hours ? readTime(fields.require("from")) : LocalTime.MIDNIGHT;
        LocalTime to = hours ? readTime(fields.require("to")) : LocalTime.MIDNIGHT;
        // Without one it would be that of the machine, which may be another tomorrow.
        ZoneId zone = readZone(fields.require("zone"));
        fields.end();
        return from == null || to == null || zone == null ? null : TimeWindow.of(days, from, to, zone);
    }

    private static Set<DayOfWeek> readDays(@Nullable Value list) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (Value item : list == null ? List.<Value>of() : PolicyRuleReader.nonEmpty(list)) {
            String expected = "expected one of " + String.join(", ", DAYS.keySet());
            String text = item.characters(expected);
            DayOfWeek day = text == null ? null : DAYS.get(text);
            if (text != null && day == null) {
                item.problem(expected + Nearest.hint(text, DAYS.keySet()));
            } else if (day != null) {
                PolicyRuleReader.requireNew(days.add(day), item);
            }
        }
        return days;
    }

    private static @Nullable LocalTime readTime(@Nullable Value value) {
        String expected = "expected a time of day from \"00:00\" to \"23:59\"";
        String text = value == null ? null : value.characters(expected);
        if (value == null || text == null) {
            return null;
        }
        if (!TIME.matcher(text).matches()) {
            value.problem(expected);
            return null;
        }
        return LocalTime.parse(text);
    }

    private static @Nullable ZoneId readZone(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        if (text.equals("UTC")) {
            return ZoneOffset.UTC;
        }
        List<String> regions = new ArrayList<>(ZoneId.getAvailableZoneIds());
        if (text.indexOf('/') < 0 || !regions.contains(text)) {
            value.problem("expected UTC or a time zone by region, such as Europe/Berlin" + Nearest.hint(text, regions));
            return null;
        }
        return ZoneId.of(text);
    }
}
