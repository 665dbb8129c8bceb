package dev.outloop.core.internal.config;

import dev.outloop.core.internal.config.ConfiguredRedaction.Mode;
import dev.outloop.core.internal.detect.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code redaction}, with the files of rules that it names. */
final class RedactionReader {

    private static final int MAX_FILES = 16;

    private RedactionReader() {}

    static ConfiguredRedaction read(@Nullable Value redaction, Path directory) {
        Fields fields = redaction == null ? null : redaction.fields();
        if (fields == null) {
            return ConfiguredRedaction.DEFAULT;
        }
        Mode mode = mode(fields.get("detectors"));
        List<Rule> rules = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        Value named = fields.get("rules");
        fields.end();
        if (named != null) {
            List<Value> items = named.items();
            if (items.size() > MAX_FILES) {
                named.problem("expected at most " + MAX_FILES + " files of rules");
                items = List.of();
            }
            Set<String> ids = new HashSet<>();
            for (Value item : items) {
                Path file = ConfigReader.path(item, directory);
                if (file != null) {
                    files.add(file);
                    readFile(item, file, ids, rules);
                }
            }
        }
        return new ConfiguredRedaction(mode, rules, files);
    }

    private static void readFile(Value item, Path file, Set<String> ids, List<Rule> rules) {
        RuleFile read = RuleFile.read(file);
        for (Problem problem : read.problems()) {
            item.problem(describe(file, problem));
        }
        for (Rule rule : read.rules()) {
            if (!ids.add(rule.id())) {
                item.problem("a rule of this file has the id of one in a file before it");
            }
        }
        rules.addAll(read.rules());
    }

    /** A file that is not there is not named, since a secret could have been pasted in its place. */
    private static String describe(Path file, Problem problem) {
        if (problem.line() == 0) {
            return problem.sentence();
        }
        String key = problem.key().isEmpty() ? "" : " " + problem.key();
        return file.getFileName() + ":" + problem.line() + ":" + problem.column() + key + ": " + problem.sentence();
    }

    private static Mode mode(@Nullable Value value) {
        String text = value == null ? null : value.characters("expected redact, count or off");
        if (value == null || text == null) {
            return Mode.REDACT;
        }
        for (Mode mode : Mode.values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        value.problem("expected redact, count or off");
        return Mode.REDACT;
    }
}
