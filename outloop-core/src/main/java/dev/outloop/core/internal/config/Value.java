package dev.outloop.core.internal.config;

import dev.outloop.identity.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value under its key. Each way to read it either gives what was asked for or reports one problem and gives null; what
 * was refused before gives null and no further problem. Not final, so that a probe can find out what readers ask for.
 */
class Value {

    static final String NAME = "expected a name: a lower-case letter, then up to 63 of a-z, 0-9 and '-'";

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");
    private static final int MAX_CHARS = 4096;

    private final Reading reading;
    private final String key;
    private final Place place;
    private final YamlNode node;

    Value(Reading reading, String key, Place place, YamlNode node) {
        this.reading = reading;
        this.key = key;
        this.place = place;
        this.node = node;
        reading.visit(key, place);
        if (isRefused()) {
            reading.refuse(key);
        }
    }

    String key() {
        return key;
    }

    int line() {
        return place.line();
    }

    boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    boolean isSequence() {
        return node instanceof YamlNode.Sequence;
    }

    boolean hasKey(String name) {
        return node instanceof YamlNode.Mapping mapping
                && mapping.entries().stream().anyMatch(entry -> entry.key().equals(name));
    }

    final boolean isRefused() {
        return node instanceof YamlNode.Refused;
    }

    void problem(String sentence) {
        reading.problem(key, place, sentence);
    }

    /** Characters that cannot be taken for anything else. */
    @Nullable
    String text() {
        String text = scalar("expected text");
        if (text == null) {
            return null;
        }
        if (isPlain() && PlainText.isNothing(text)) {
            problem("expected text, found nothing");
        } else if (isPlain() && !PlainText.isTextual(text)) {
            problem("expected text; quote it, because without quotes it can be read as a number, a date or a word"
                    + " with a meaning of its own");
        } else if (text.length() > MAX_CHARS || text.chars().anyMatch(Character::isISOControl)) {
            problem("expected one line of at most " + MAX_CHARS + " characters");
        } else {
            return text;
        }
        return null;
    }

    /** Characters of a form of their own, such as an instant, so that quotes make no difference. */
    @Nullable
    String characters(String expected) {
        String text = scalar(expected);
        if (text != null && text.isEmpty()) {
            problem(expected + ", found nothing");
            return null;
        }
        return text;
    }

    /** A value in the form in which requests have it: text, or without quotes a whole number, true or false. */
    @Nullable
    String written() {
        boolean exact = node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && (INTEGER.matcher(scalar.text()).matches() || scalar.text().matches("true|false"));
        return exact ? characters("") : text();
    }

    @Nullable
    String name() {
        String text = text();
        if (text != null && !Name.isValid(text)) {
            problem(NAME);
            return null;
        }
        return text;
    }

    @Nullable
    Long integer(long least, long greatest) {
        String expected = "expected a whole number from " + least + " to " + greatest + ", without quotes";
        String text = scalar(expected);
        if (text == null) {
            return null;
        }
        if (!isPlain() || !INTEGER.matcher(text).matches()) {
            problem(expected);
            return null;
        }
        long number = Long.parseLong(text);
        if (number < least || number > greatest) {
            problem(expected);
            return null;
        }
        return number;
    }

    @Nullable
    Boolean bool() {
        String text = scalar("expected true or false");
        if (text == null) {
            return null;
        }
        if (!isPlain() || !(text.equals("true") || text.equals("false"))) {
            problem("expected true or false, without quotes");
            return null;
        }
        return text.equals("true");
    }

    /** Text, or without quotes a whole number or a truth value: a {@link String}, {@link Long} or {@link Boolean}. */
    @Nullable
    Object parameter() {
        if (!(node instanceof YamlNode.Scalar scalar) || !scalar.plain()) {
            return node instanceof YamlNode.Scalar ? characters("expected a value") : text();
        }
        if (scalar.text().equals("true") || scalar.text().equals("false")) {
            return bool();
        }
        return INTEGER.matcher(scalar.text()).matches() ? Long.valueOf(scalar.text()) : text();
    }

    /** The keys of a mapping that has fixed ones. */
    @Nullable
    Fields fields() {
        YamlNode.Mapping mapping = mapping();
        return mapping == null ? null : new Fields(reading, key, place, mapping);
    }

    /** The entries of a mapping whose keys are names that the person chose. */
    Map<String, Value> named(Predicate<String> grammar, String expected) {
        Fields fields = fields();
        return fields == null ? Map.of() : fields.others(grammar, expected);
    }

    Map<String, Value> named() {
        return named(Name::isValid, NAME);
    }

    List<Value> items() {
        List<Value> values = new ArrayList<>();
        if (node instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                values.add(new Value(reading, key + "[" + values.size() + "]", item.place(), item));
            }
        } else if (!isRefused()) {
            problem("expected a list");
        }
        return values;
    }

    /** Lets problems of the definition that was made from this item point here. */
    void standsFor(String anchor) {
        reading.visit(anchor, place);
    }

    private YamlNode.@Nullable Mapping mapping() {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.refusedKeys().forEach(refused -> reading.mark(refused, key));
            return mapping;
        }
        if (!isRefused()) {
            problem("expected keys with values");
        }
        return null;
    }

    private @Nullable String scalar(String expected) {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        if (!isRefused()) {
            problem(expected);
        }
        return null;
    }

    private boolean isPlain() {
        return node instanceof YamlNode.Scalar scalar && scalar.plain();
    }
}
