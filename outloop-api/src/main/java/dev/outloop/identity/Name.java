package dev.outloop.identity;

/**
 * The grammar of every name that a configuration gives: {@code [a-z][a-z0-9-]{0,63}}.
 *
 * <p>Names are compared exactly. The grammar has no two strings that a person could take for one another by case,
 * normal form, script or invisible characters.
 */
public final class Name {

    private static final int MAX_LENGTH = 64;

    private Name() {}

    /** Whether the text is a name. Never throws. */
    public static boolean isValid(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the text if it is a name.
     *
     * @param what what is being named, for the message
     * @throws IllegalArgumentException if it is not; the message does not repeat the text
     */
    public static String require(String what, String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    what + ": a name is a lower-case letter, then up to 63 of a-z, 0-9 and '-'");
        }
        return text;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }
}
