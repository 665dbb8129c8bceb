package dev.outloop.core.internal.secrets;

import java.util.Arrays;

/**
 * A value inside a JSON string (RFC 8259, section 7), as the common encoders write it, and inside a JSON string that is
 * itself inside one.
 */
final class JsonForms {

    /** What is escaped as a number beside what has to be: by plain encoders, Go, Gson, PHP, .NET. */
    private static final String[] NUMBERED = {"", "<>&", "<>&'=", "<>&'\"", "<>&'\"+`", "<>&'\"+=/`"};

    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String SHORT_NAMES = "btnfr\"\\";

    private JsonForms() {}

    static void addTo(Forms forms, byte[] value) {
        Forms once = new Forms();
        addVariants(once, value, "json");
        for (byte[] literal : once.literals()) {
            forms.add("json", new ByteText(literal.length).add(literal, 0, literal.length));
            addVariants(forms, literal, "json-in-json");
        }
        once.wipe();
    }

    private static void addVariants(Forms forms, byte[] value, String kind) {
        int[] points = CodePoints.of(value);
        boolean isText = points != null;
        int[] units = points != null ? points : bytesOf(value);
        for (String numbered : NUMBERED) {
            for (int options = 0; options < (isText ? 8 : 4); options++) {
                forms.add(kind, escape(units, isText, numbered, options));
            }
        }
        Arrays.fill(units, 0);
    }

    private static ByteText escape(int[] units, boolean isText, String numbered, int options) {
        boolean upper = (options & 1) != 0;
        boolean slash = (options & 2) != 0;
        boolean onlyAscii = (options & 4) != 0;
        ByteText out = new ByteText(units.length * 2);
        for (int unit : units) {
            int named = unit < 0x80 ? SHORT.indexOf(unit) : -1;
            if (unit < 0x80 && numbered.indexOf(unit) >= 0) {
                out.add("\\u").addHex(unit, 4, upper);
            } else if (named >= 0) {
                out.add('\\').add(SHORT_NAMES.charAt(named));
            } else if (slash && unit == '/') {
                out.add("\\/");
            } else if (unit < 0x20) {
                out.add("\\u").addHex(unit, 4, upper);
            } else if (!isText || unit < 0x80 || !onlyAscii) {
                addRaw(out, unit, isText);
            } else if (unit < 0x10000) {
                out.add("\\u").addHex(unit, 4, upper);
            } else {
                out.add("\\u").addHex(Character.highSurrogate(unit), 4, upper);
                out.add("\\u").addHex(Character.lowSurrogate(unit), 4, upper);
            }
        }
        return out;
    }

    private static void addRaw(ByteText out, int unit, boolean isText) {
        if (isText) {
            CodePoints.append(out, unit);
        } else {
            out.add(unit);
        }
    }

    private static int[] bytesOf(byte[] value) {
        int[] units = new int[value.length];
        for (int i = 0; i < value.length; i++) {
            units[i] = value[i] & 0xff;
        }
        return units;
    }
}
