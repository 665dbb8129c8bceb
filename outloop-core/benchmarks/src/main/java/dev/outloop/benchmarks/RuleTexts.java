package dev.outloop.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The built-in rules as they are written, which is close to what regular expressions are: a row of classes behind a
 * keyword. What a rule asks of a match beyond its form, such as its entropy, no expression can say.
 */
final class RuleTexts {

    private static final String RULES = "/dev/outloop/core/internal/detect/rules.yaml";

    private RuleTexts() {}

    static List<String> keywords() {
        List<String> keywords = new ArrayList<>();
        rules().forEach(rule -> rule.get("keywords").forEach(keyword -> keywords.add(keyword.asText())));
        return keywords;
    }

    /** An expression for each rule, in what Perl, Java and Hyperscan have in common. */
    static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        rules().forEach(rule -> expressions.add(expression(rule)));
        return expressions;
    }

    private static String expression(JsonNode rule) {
        List<String> keywords = new ArrayList<>();
        rule.get("keywords").forEach(keyword -> keywords.add(keyword.asText()));
        String alternatives = keywords.stream().map(RuleTexts::quoted).collect(Collectors.joining("|"));
        String flags = rule.path("any-case").asBoolean() ? "i" : "";
        String pattern = rule.get("pattern").asText();
        return before(rule.path("before").asText(), keywords) + "(?" + flags + ":" + alternatives + ")" + pattern;
    }

    private static String before(String before, List<String> keywords) {
        if (before.equals("any")) {
            return "";
        }
        if (before.isEmpty()) {
            return Character.isLetterOrDigit(keywords.get(0).charAt(0)) ? "\\b" : "";
        }
        return "(?:^|" + before + ")";
    }

    private static String quoted(String keyword) {
        return Pattern.compile("[^A-Za-z0-9_ ]").matcher(keyword).replaceAll("\\\\$0");
    }

    private static JsonNode rules() {
        try (InputStream in = RuleTexts.class.getResourceAsStream(RULES)) {
            if (in == null) {
                throw new IOException("there are no rules in " + RULES);
            }
            return new YAMLMapper().readTree(in).get("rules");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
