package dev.outloop.core.internal.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What unquoted characters mean to some reader of YAML other than themselves.
 *
 * <p>The union of YAML 1.1 (yaml.org/type) and the core schema of YAML 1.2.2, section 10.3.2, and a little more: whatever
 * is made of the characters of numbers, dates and times counts, so that an id of digits is never taken for a number.
 */
final class PlainText {

    private static final Set<String> WORDS =
            Set.of("y", "yes", "n", "no", "true", "false", "on", "off", "null", "~", "=", "<<", ".inf", ".nan");

    private static final Pattern NUMBER =
            Pattern.compile("\\.?[0-9][0-9_,.:eE+-]*|0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ].*");

    private PlainText() {}

    /** Whether nothing at all is written. */
    static boolean isNothing(String text) {
        return text.isEmpty()
                || text.equals("~")
                || text.toLowerCase(Locale.ROOT).equals("null");
    }

    /** Whether the characters may be taken for themselves. */
    static boolean isTextual(String text) {
        if (text.isEmpty()) {
            return false;
        }
        String unsigned = text.charAt(0) == '-' || text.charAt(0) == '+' ? text.substring(1) : text;
        return !WORDS.contains(unsigned.toLowerCase(Locale.ROOT))
                && !NUMBER.matcher(unsigned).matches()
                && !DATE.matcher(unsigned).matches();
    }
}
