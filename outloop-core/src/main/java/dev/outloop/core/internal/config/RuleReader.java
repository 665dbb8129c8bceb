package dev.outloop.core.internal.config;

import dev.outloop.core.internal.config.SourceText.RefusedSource;
import dev.outloop.core.internal.detect.ByteClass;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.detect.Plausibility;
import dev.outloop.core.internal.detect.Rule;
import dev.outloop.core.internal.detect.TokenPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads rules of detectors, the built-in ones and a host's alike, and goes on after each problem to find them all. */
public final class RuleReader {

    static final int MAX_RULES = 500;
    static final int MAX_ITEMS = 64;

    private static final String ENTROPY = "expected bits a byte from 0 to 7.99, such as 3.5";
    private static final String DATE = "expected a day such as 2026-11-24";

    private static final Pattern BITS = Pattern.compile("[0-7](\\.[0-9]{1,2})?");
    private static final Pattern DAY = Pattern.compile("20[0-9]{2}-[01][0-9]-[0-3][0-9]");

    private RuleReader() {}

    /** Reads the bytes of a file. Never throws. */
    public static RuleFile read(byte[] bytes) {
        try {
            return readText(SourceText.decode(bytes));
        } catch (RefusedSource e) {
            return new RuleFile(List.of(), List.of(e.problem()));
        }
    }

    private static RuleFile readText(String text) {
        Reading reading = new Reading();
        YamlTree tree = YamlTree.read(text);
        List<Rule> rules = List.of();
        if (tree.root() != null) {
            rules = readRoot(new Value(reading, "", tree.root().place(), tree.root()));
        } else if (tree.faults().isEmpty()) {
            reading.problem("", new Place(1, 1), "expected rules, found an empty file");
        }
        tree.faults().forEach(reading::fault);
        return new RuleFile(rules, reading.problems());
    }

    private static List<Rule> readRoot(Value root) {
        List<Rule> rules = new ArrayList<>();
        Fields fields = root.fields();
        if (fields == null) {
            return rules;
        }
        Value version = fields.require("version");
        if (version != null) {
            version.integer(1, 1);
        }
        Value list = fields.require("rules");
        fields.end();
        List<Value> items = list == null ? List.of() : list.items();
        if (list != null && items.size() > MAX_RULES) {
            list.problem("expected at most " + MAX_RULES + " rules");
            return rules;
        }
        Set<String> ids = new HashSet<>();
        for (Value item : items) {
            Rule rule = readRule(item);
            if (rule != null && !ids.add(rule.id())) {
                item.problem("expected an id that no rule before it has");
            } else if (rule != null) {
                rules.add(rule);
            }
        }
        return rules;
    }

    private static @Nullable Rule readRule(Value item) {
        Fields fields = item.fields();
        if (fields == null) {
            return null;
        }
        Value idValue = fields.require("id");
        String id = idValue == null ? null : idValue.name();
        String provider = text(fields.require("provider"));
        text(fields.require("source"));
        requireForm(fields.require("date"), DATE, text -> DAY.matcher(text).matches());
        List<String> keywords = texts(fields.require("keywords"));
        TokenPattern pattern = compiled(fields.require("pattern"), TokenPattern::parse);
        ByteClass before = compiled(fields.get("before"), TokenPattern::parseClass);
        ByteClass after = compiled(fields.get("after"), TokenPattern::parseClass);
        String entropy = requireForm(
                fields.require("entropy"), ENTROPY, text -> BITS.matcher(text).matches());
        boolean mixed = isTrue(fields.get("mixed"));
        boolean anyCase = isTrue(fields.get("any-case"));
        List<String> allowed = texts(fields.get("allow"));
        String until = text(fields.get("until"));
        String mode = requireForm(
                fields.get("mode"), "expected redact or count", text -> text.equals("redact") || text.equals("count"));
        Value examples = fields.get("examples");
        fields.end();
        if (id == null || provider == null || pattern == null || entropy == null) {
            return null;
        }
        Plausibility plausibility = Plausibility.of(Double.parseDouble(entropy), mixed, allowed);
        try {
            Rule rule = new Rule(
                    id,
                    provider,
                    keywords,
                    anyCase,
                    pattern,
                    before,
                    after,
                    plausibility,
                    until,
                    !"count".equals(mode));
            requireExamples(examples, rule);
            return rule;
        } catch (IllegalArgumentException e) {
            item.problem(sentence(e));
            return null;
        }
    }

    private static void requireExamples(@Nullable Value examples, Rule rule) {
        Fields fields = examples == null ? null : examples.fields();
        if (fields == null) {
            return;
        }
        Detectors detectors = Detectors.of(List.of(rule));
        requireEach(fields.get("match"), detectors, true, "expected a text in which this rule finds something");
        requireEach(fields.get("miss"), detectors, false, "expected a text in which this rule finds nothing");
        fields.end();
    }

    private static void requireEach(@Nullable Value list, Detectors detectors, boolean found, String expected) {
        for (Value example : items(list)) {
            String text = example.text();
            if (text != null && detectors.find(text.getBytes(StandardCharsets.UTF_8)) != found) {
                example.problem(expected);
            }
        }
    }

    private static @Nullable String text(@Nullable Value value) {
        return value == null ? null : value.text();
    }

    private static List<String> texts(@Nullable Value list) {
        List<String> texts = new ArrayList<>();
        for (Value item : items(list)) {
            String text = item.text();
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static List<Value> items(@Nullable Value list) {
        List<Value> items = list == null ? List.of() : list.items();
        if (list != null && items.size() > MAX_ITEMS) {
            list.problem("expected at most " + MAX_ITEMS + " of them");
            return List.of();
        }
        return items;
    }

    private static boolean isTrue(@Nullable Value value) {
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    private static @Nullable String requireForm(@Nullable Value value, String expected, Predicate<String> form) {
        String text = value == null ? null : value.characters(expected);
        if (value == null || text == null) {
            return null;
        }
        if (!form.test(text)) {
            value.problem(expected);
            return null;
        }
        return text;
    }

    private static <T> @Nullable T compiled(@Nullable Value value, Function<String, T> compiler) {
        String text = text(value);
        if (value == null || text == null) {
            return null;
        }
        try {
            return compiler.apply(text);
        } catch (IllegalArgumentException e) {
            value.problem(sentence(e));
            return null;
        }
    }

    private static String sentence(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }
}
