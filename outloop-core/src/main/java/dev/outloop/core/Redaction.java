package dev.outloop.core;

import dev.outloop.core.internal.config.ConfiguredRedaction;
import dev.outloop.core.internal.config.ConfiguredRedaction.Mode;
import dev.outloop.core.internal.config.Problem;
import dev.outloop.core.internal.config.RuleFile;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.detect.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked for beside known secrets: what has the form of a secret, though nobody registered it. Immutable.
 *
 * <p>Known secrets are cut whatever is said here.
 */
public final class Redaction {

    private final ConfiguredRedaction configured;

    Redaction(ConfiguredRedaction configured) {
        this.configured = configured;
    }

    /** What a rule finds is cut, or only counted where the rule says so. The default. */
    public static Redaction cutting() {
        return new Redaction(ConfiguredRedaction.DEFAULT);
    }

    /** What any rule finds is only counted. */
    public static Redaction counting() {
        return new Redaction(new ConfiguredRedaction(Mode.COUNT, List.of(), List.of()));
    }

    /** No rule is run. */
    public static Redaction withoutDetectors() {
        return new Redaction(new ConfiguredRedaction(Mode.OFF, List.of(), List.of()));
    }

    /**
     * This with a host's rules too; a rule that has the id of one before takes its place.
     *
     * @param file in UTF-8, of at most 1 MiB, in the form of the built-in rules
     * @throws ConfigException with all problems of the file; also if others than its owner may write it (where the file
     *     system can tell)
     */
    public Redaction withRules(Path file) throws ConfigException {
        RuleFile read = RuleFile.read(file);
        List<Problem> problems = read.problems();
        BrokerConfig.requireNone(problems, file.toString());
        List<Rule> rules = new ArrayList<>(configured.hostRules());
        rules.addAll(read.rules());
        List<Path> files = new ArrayList<>(configured.files());
        files.add(file);
        return new Redaction(new ConfiguredRedaction(configured.mode(), rules, files));
    }

    /** What finds it, built anew; empty if nothing is looked for. The built-in rules are read on the first call. */
    Optional<Detectors> detectors() {
        if (configured.mode() == Mode.OFF) {
            return Optional.empty();
        }
        Map<String, Rule> rules = new LinkedHashMap<>();
        RuleFile.builtIn().forEach(rule -> rules.put(rule.id(), rule));
        configured.hostRules().forEach(rule -> rules.put(rule.id(), rule));
        return Optional.of(Detectors.of(rules.values().stream()
                .map(rule -> configured.mode() == Mode.COUNT ? rule.counting() : rule)
                .toList()));
    }

    /** Where the host's rules were read. */
    List<Path> files() {
        return configured.files();
    }

    /** The mode and the number of the host's rules. */
    @Override
    public String toString() {
        return "Redaction[" + configured.mode() + ", " + configured.hostRules().size() + " rules of the host]";
    }
}
