package dev.outloop.benchmarks.leak;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Says what became of a form, by what the agent saw alone. It knows exactly what was planted, and reads what came out with
 * {@link Readings}; neither shares anything with the engine.
 */
final class Judge {

    /** The fewest bytes of a secret that count as seen; by chance fewer stand anywhere. */
    private static final int MIN_RUN = 8;

    private Judge() {}

    static Verdict judge(Value value, Form form, Seen seen) {
        if (shows(value, form, seen.octets())) {
            return Verdict.MISSED;
        }
        if (seen.ending() != Seen.Ending.COMPLETE) {
            return seen.ending() == Seen.Ending.WITHHELD ? Verdict.WITHHELD : Verdict.BROKEN_OFF;
        }
        return keeps(seen, form, Form.KEPT_BEFORE) && keeps(seen, form, Form.KEPT_AFTER)
                ? Verdict.CAUGHT
                : Verdict.OVER_REDACTED;
    }

    /** Whether more than half of the planted octets, or more than a third of a part in any reading, is there. */
    private static boolean shows(Value value, Form form, String octets) {
        if (longestRunRoundMiddle(form.octets(), octets) > form.octets().length() / 2) {
            return true;
        }
        Set<String> readings = Readings.of(octets);
        for (String part : value.parts()) {
            String secret = Form.latin1(part.getBytes(StandardCharsets.UTF_8));
            int length = Math.max(MIN_RUN, secret.length() / 3 + 1);
            for (String reading : readings) {
                if (showsRun(secret, length, reading)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean keeps(Seen seen, Form form, String sentinel) {
        if (seen.octets().contains(sentinel)) {
            return true;
        }
        // A body in a charset of its own may have passed as it was.
        return form.complete()
                && seen.octets().contains(form.before())
                && seen.octets().contains(form.after());
    }

    /** The length of the longest run of the form, in the text, that has the form's middle in it. */
    static int longestRunRoundMiddle(String form, String text) {
        int middle = form.length() / 2;
        String seed = form.substring(middle, Math.min(form.length(), middle + Math.min(4, form.length())));
        int longest = 0;
        for (int at = text.indexOf(seed); at >= 0; at = text.indexOf(seed, at + 1)) {
            int from = 0;
            while (from < middle && from < at && form.charAt(middle - from - 1) == text.charAt(at - from - 1)) {
                from++;
            }
            int to = 0;
            while (middle + to < form.length()
                    && at + to < text.length()
                    && form.charAt(middle + to) == text.charAt(at + to)) {
                to++;
            }
            longest = Math.max(longest, from + to);
        }
        return longest;
    }

    private static boolean showsRun(String secret, int length, String reading) {
        for (int from = 0; from + length <= secret.length(); from++) {
            if (reading.contains(secret.substring(from, from + length))) {
                return true;
            }
        }
        return false;
    }
}
