package dev.outloop.core.internal.admit;

import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.error.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parameter with its pattern compiled, and the checks that a value passes before it is placed. */
final class CompiledParameter {

    private static final Pattern CANONICAL_INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private final ParameterDefinition definition;
    private final @Nullable LinearPattern pattern;
    private final @Nullable PinnedTree tree;
    private final @Nullable ResourceName resource;
    private final Map<String, String> names = new HashMap<>();

    CompiledParameter(ParameterDefinition definition, @Nullable PinnedTree tree) {
        this.definition = definition;
        this.tree = tree;
        this.resource = definition.template().map(ResourceName::new).orElse(null);
        definition.queries().forEach((name, text) -> names.put(text, name));
        this.pattern = definition.pattern().map(LinearPattern::compile).orElse(null);
    }

    ParameterDefinition definition() {
        return definition;
    }

    /** What judges the value, if it is JSON of any shape. */
    @Nullable
    PinnedTree tree() {
        return tree;
    }

    /** The resource's name that the value has to be, if it has to be one. */
    @Nullable
    ResourceName resource() {
        return resource;
    }

    /** The name of the query that stands on the wire; where there is nothing to choose, the text itself. */
    String named(String wire) {
        return names.isEmpty() ? wire : names.getOrDefault(wire, "");
    }

    /** What stands on the wire for a value that was accepted. */
    String wire(String value) {
        return definition.queries().getOrDefault(value, value);
    }

    /** The text of a value that is JSON. */
    String acceptJson(Object value) throws Refused {
        String text = value.toString();
        requireText(value);
        requireWellFormed(text);
        requireLength(text);
        return text;
    }

    /** The written form of a value that was given as text, number or truth value. */
    String accept(Object value) throws Refused {
        String text = value.toString();
        ParameterType type = definition.type();
        if (!names.isEmpty()) {
            requireChoice(definition.queries().containsKey(text));
        } else if (type == ParameterType.STRING || type == ParameterType.QUERY) {
            requireText(value);
            requireWellFormed(text);
            requireLength(text);
            requirePattern(text);
        } else if (type == ParameterType.INTEGER) {
            requireCanonicalInteger(text);
            requireRange(text);
        } else {
            requireTruthValue(text);
        }
        requirePlaceable(text);
        return text;
    }

    /** An agent chooses among the person's queries and writes none. */
    void requireChoice(boolean known) throws Refused {
        if (!known) {
            throw invalid("takes the name of one of the action's queries, or in a raw request its very text");
        }
    }

    void requireText(Object value) throws Refused {
        if (!(value instanceof String)) {
            throw invalid("takes text");
        }
    }

    void requireWellFormed(String text) throws Refused {
        if (StrictJson.hasLoneSurrogate(text)) {
            throw invalid("takes well-formed Unicode, without lone surrogates");
        }
    }

    void requireLength(String text) throws Refused {
        if (text.length() > definition.maxChars()) {
            throw invalid("takes at most " + definition.maxChars() + " characters");
        }
    }

    void requirePattern(String text) throws Refused {
        if (pattern != null && !pattern.matches(text)) {
            throw invalid("takes text of the form " + definition.pattern().orElse(""));
        }
    }

    void requireCanonicalInteger(String text) throws Refused {
        if (!CANONICAL_INTEGER.matcher(text).matches() || !fitsLong(text)) {
            throw invalid("takes a whole number in plain decimal form");
        }
    }

    void requireRange(String text) throws Refused {
        long number = fitsLong(text) ? Long.parseLong(text) : 0;
        if ((definition.min().isPresent() && number < definition.min().getAsLong())
                || (definition.max().isPresent() && number > definition.max().getAsLong())) {
            throw invalid("takes a number"
                    + (definition.min().isPresent()
                            ? " from " + definition.min().getAsLong()
                            : "")
                    + (definition.max().isPresent() ? " to " + definition.max().getAsLong() : ""));
        }
    }

    void requireTruthValue(String text) throws Refused {
        if (!text.equals("true") && !text.equals("false")) {
            throw invalid("takes true or false");
        }
    }

    /** Bodies escape what they hold; the other places cannot carry control characters, a header nothing but ASCII. */
    void requirePlaceable(String text) throws Refused {
        ParameterLocation location = definition.location();
        if (location == ParameterLocation.HEADER) {
            HeaderRules.requireValue(text);
        } else if (location != ParameterLocation.BODY && text.codePoints().anyMatch(Character::isISOControl)) {
            throw invalid("takes no control characters");
        }
    }

    private Refused invalid(String rule) {
        return Refused.of(ErrorCode.PARAMETER_INVALID, "The parameter " + definition.name() + " " + rule + ".");
    }

    private static boolean fitsLong(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
