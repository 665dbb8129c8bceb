package dev.outloop.samples.firstproof.command;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: an instant, a day in UTC, or how long ago. */
final class TimeWord {

    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    private final Clock clock;

    TimeWord(Clock clock) {
        this.clock = clock;
    }

    Instant parse(String option, String word) throws CommandFailure {
        Matcher ago = AGO.matcher(word);
        try {
            if (ago.matches()) {
                return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
            }
            return DAY.matcher(word).matches()
                    ? LocalDate.parse(word).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(word).toInstant();
        } catch (DateTimeException | ArithmeticException e) {
            throw refused(option, word);
        }
    }

    private static CommandFailure refused(String option, String word) {
        return CommandFailure.usage(
                option + ": '" + word + "' is no time; write 2026-01-31, 2026-01-31T08:00:00Z or how"
                        + " long ago, such as 90s, 15m, 2h or 7d.");
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
