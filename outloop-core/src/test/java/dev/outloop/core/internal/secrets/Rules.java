package dev.outloop.core.internal.secrets;

import dev.outloop.core.internal.secrets.Undone.Escape;
import dev.outloop.core.internal.secrets.Undone.Rule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What escapes stand for, once more and in another way. */
final class Rules {

    private static final String HEX = "[0-9a-fA-F]";
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "num", "#", "sol", "/");
    private static final Map<String, String> CONTROLS = Map.of("b", "\b", "f", "\f", "n", "\n", "r", "\r", "t", "\t");

    static final Rule JSON = (text, at) -> first(text, at, "\\\\u\\{(" + HEX + "{1,6})}")
            .filter(match -> hex(match.group(1)) <= 0x10ffff)
            .map(match -> escape(match, utf8(hex(match.group(1)))))
            .or(() -> first(text, at, "\\\\u([dD][89abAB]..)\\\\u([dD][c-fC-F]..)")
                    .filter(match -> (match.group(1) + match.group(2)).matches(HEX + "{8}"))
                    .map(match -> escape(match, utf8(Character.toCodePoint((char) hex(match.group(1)), (char)
                            hex(match.group(2)))))))
            .or(() -> first(text, at, "\\\\u(" + HEX + "{4})").map(match -> escape(match, utf8(hex(match.group(1))))))
            .or(() -> first(text, at, "\\\\x(" + HEX + "{2})").map(match -> escape(match, one(hex(match.group(1))))))
            .or(() -> first(text, at, "\\\\([0-3][0-7]{2})")
                    .map(match -> escape(match, one(Integer.parseInt(match.group(1), 8)))))
            .or(() -> first(text, at, "\\\\(.)")
                    .map(match -> escape(match, CONTROLS.getOrDefault(match.group(1), match.group(1)))));

    static final Rule PERCENT =
            (text, at) -> first(text, at, "%(" + HEX + "{2})").map(match -> escape(match, one(hex(match.group(1)))));

    static final Rule FORM = (text, at) ->
            first(text, at, "\\+").map(match -> escape(match, " ")).or(() -> PERCENT.at(text, at));

    static final Rule ENTITY = (text, at) -> first(text, at, "&([a-zA-Z0-9]+);")
            .filter(match -> NAMED.containsKey(match.group(1)))
            .map(match -> escape(match, NAMED.get(match.group(1))))
            .or(() -> first(text, at, "&(?=.{2,16};)#0*([0-9]{1,7});")
                    .flatMap(match -> character(match, Integer.parseInt(match.group(1)))))
            .or(() -> first(text, at, "&(?=.{3,16};)#[xX]0*(" + HEX + "{1,7});")
                    .flatMap(match -> character(match, hex(match.group(1)))));

    static final Rule FOLD = (text, at) -> first(
                    text,
                    at,
                    "[\\r\\n][ \\t]*|\u00c2\u00ad|\u00e2\u0080[\u008b-\u008d]|\u00e2\u0081\u00a0|\u00ef\u00bb\u00bf")
            .map(match -> escape(match, ""));

    private Rules() {}

    /** What is found of the literals by undoing all of the text for each row of kinds that a search undoes. */
    static TreeSet<String> found(String text, List<String> literals) {
        Undone source = Undone.nothing(text);
        Undone json = source.then(JSON);
        Undone percent = source.then(PERCENT);
        TreeSet<String> found = source.found(literals);
        for (Undone undone : List.of(
                json,
                json.then(JSON),
                json.then(PERCENT),
                json.then(ENTITY),
                json.then(FOLD),
                percent,
                percent.then(PERCENT),
                source.then(ENTITY),
                source.then(FOLD))) {
            found.addAll(undone.found(literals));
        }
        if (literals.stream().anyMatch(literal -> literal.contains(" "))) {
            found.addAll(source.then(FORM).found(literals));
        }
        return found;
    }

    private static Optional<MatchResult> first(String text, int at, String regex) {
        Matcher matcher = Pattern.compile(regex, Pattern.DOTALL).matcher(text).region(at, text.length());
        return matcher.lookingAt() ? Optional.of(matcher.toMatchResult()) : Optional.empty();
    }

    private static Optional<Escape> character(MatchResult match, int point) {
        return point <= 0x10ffff ? Optional.of(escape(match, utf8(point))) : Optional.empty();
    }

    private static Escape escape(MatchResult match, String value) {
        return new Escape(match.end() - match.start(), value);
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }

    private static String one(int b) {
        return String.valueOf((char) b);
    }

    /** As UTF-8, also of half a pair, for which Java would write a question mark. */
    private static String utf8(int point) {
        if (point >= 0xd800 && point < 0xe000) {
            return one(0xe0 | point >> 12) + one(0x80 | point >> 6 & 0x3f) + one(0x80 | point & 0x3f);
        }
        return Literals.text(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }
}
