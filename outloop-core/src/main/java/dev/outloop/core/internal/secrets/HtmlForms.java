package dev.outloop.core.internal.secrets;

import java.util.Arrays;

/** A value as text of an HTML or XML document (HTML standard, section 13.5; XML 1.0, section 4.6). */
final class HtmlForms {

    private static final String CHARACTERS = "&<>\"'/`=+";

    /** What the common escapers write for the characters above; an empty entry leaves the character as it is. */
    private static final String[][] ESCAPERS = {
        {"&amp;", "&lt;", "&gt;", "", "", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#039;", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#x27;", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&#34;", "&#39;", "", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&#34;", "&#39;", "", "", "", "&#43;"},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#x27;", "&#x2F;", "", "", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x2F;", "&#x60;", "&#x3D;", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "", "&#x60;", "&#x3D;", ""},
        {"&amp;", "&lt;", "&gt;", "&quot;", "&#x27;", "", "", "", "&#x2B;"},
    };

    private HtmlForms() {}

    static void addTo(Forms forms, byte[] value) {
        for (String[] escaper : ESCAPERS) {
            forms.add("html", escape(value, escaper));
        }
        int[] points = CodePoints.of(value);
        if (points != null) {
            forms.add("html", decimal(points));
            forms.add("html", hex(points, false));
            forms.add("html", hex(points, true));
            Arrays.fill(points, 0);
        }
    }

    private static ByteText escape(byte[] value, String[] escaper) {
        ByteText out = new ByteText(value.length + 32);
        for (byte b : value) {
            int index = b > 0 ? CHARACTERS.indexOf(b) : -1;
            if (index < 0 || escaper[index].isEmpty()) {
                out.add(b);
            } else {
                out.add(escaper[index]);
            }
        }
        return out;
    }

    private static ByteText decimal(int[] points) {
        ByteText out = new ByteText(points.length * 6);
        for (int point : points) {
            out.add("&#");
            int divisor = 1;
            while (point / divisor >= 10) {
                divisor *= 10;
            }
            for (; divisor > 0; divisor /= 10) {
                out.add('0' + point / divisor % 10);
            }
            out.add(';');
        }
        return out;
    }

    private static ByteText hex(int[] points, boolean upper) {
        ByteText out = new ByteText(points.length * 7);
        for (int point : points) {
            int digits = 1;
            while (point >>> 4 * digits != 0) {
                digits++;
            }
            out.add("&#x").addHex(point, digits, upper).add(';');
        }
        return out;
    }
}
