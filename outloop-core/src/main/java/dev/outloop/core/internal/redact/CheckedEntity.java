package dev.outloop.core.internal.redact;

import java.util.List;

/**
 * Character references of HTML and XML: decimal, hex, and by name as far as common encoders write names for ASCII and
 * Latin-1 (HTML standard, section 13.5; the names for ASCII are those of encoders that name all they can).
 */
final class CheckedEntity extends CheckedEscape {

    private static final String[] ASCII =
            ("Tab=\t NewLine=\n excl=! quot=\" QUOT=\" num=# dollar=$ percnt=% amp=& AMP=& apos=' "
                            + "lpar=( rpar=) ast=* midast=* plus=+ comma=, period=. sol=/ colon=: semi=; lt=< LT=< equals== gt=> GT=> "
                            + "quest=? commat=@ lsqb=[ lbrack=[ bsol=\\ rsqb=] rbrack=] Hat=^ lowbar=_ UnderBar=_ grave=` "
                            + "DiacriticalGrave=` lcub={ lbrace={ verbar=| vert=| VerticalLine=| rcub=} rbrace=}")
                    .split(" ");

    /** From U+00A0 to U+00FF. */
    private static final String[] LATIN =
            ("nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr "
                            + "deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest "
                            + "Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml "
                            + "ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig "
                            + "agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml "
                            + "eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml")
                    .split(" ");

    private static final int NO_CHARACTER = -1;

    CheckedEntity(CheckedWords words) {
        super(words);
    }

    @Override
    boolean introduces(int b) {
        return b == '&';
    }

    @Override
    List<CheckedEscape> within() {
        return List.of();
    }

    @Override
    void read(int b, long origin) throws Withheld {
        if (size == 0 && b != '&') {
            literal(b, origin);
        } else if (size == 0 || size < MOST && isPart(b, size)) {
            remember(b, origin);
        } else {
            int point = b == ';' ? point() : NO_CHARACTER;
            if (point == NO_CHARACTER) {
                giveUp();
                read(b, origin);
            } else {
                character(point);
            }
        }
    }

    /** Whether a reference may have that byte so many bytes behind its beginning. */
    static boolean isPart(int b, int index) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '#' && index == 1;
    }

    private int point() {
        if (size < 2 || pending[1] != '#') {
            return named();
        }
        boolean isHex = size > 2 && (pending[2] | 0x20) == 'x';
        int from = isHex ? 3 : 2;
        int point = from < size ? 0 : NO_CHARACTER;
        for (int i = from; i < size; i++) {
            int digit = CheckedRun.hex(pending[i]);
            int base = isHex ? 16 : 10;
            if (digit == CheckedRun.NONE || digit >= base || point > Character.MAX_CODE_POINT / base) {
                return NO_CHARACTER;
            }
            point = point * base + digit;
        }
        return point;
    }

    private int named() {
        for (String name : ASCII) {
            if (isName(name, name.length() - 2)) {
                return name.charAt(name.length() - 1);
            }
        }
        for (int i = 0; i < LATIN.length; i++) {
            if (isName(LATIN[i], LATIN[i].length())) {
                return 0xa0 + i;
            }
        }
        return NO_CHARACTER;
    }

    private boolean isName(String name, int length) {
        if (length != size - 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (pending[1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
