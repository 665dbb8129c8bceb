package dev.outloop.core;

import dev.outloop.action.Access;
import dev.outloop.core.internal.config.ConfigFile;
import dev.outloop.core.internal.config.Problem;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import dev.outloop.spi.AccessSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A configuration together with what an access source has: checked as if it had all been written in one file. What is
 * said of the source's part stands below {@code source}.
 */
final class SourcedConfig {

    private static final Pattern ITEM = Pattern.compile("(access|rules)\\[(\\d+)\\](.*)", Pattern.DOTALL);
    private static final Pattern NAMED = Pattern.compile("(workspaces|rules|limits)\\.([^.]+)(.*)", Pattern.DOTALL);
    private static final String OURS = "source.";

    private final BrokerConfig config;
    private final AccessSource.Definitions more;

    private SourcedConfig(BrokerConfig config, AccessSource.Definitions more) {
        this.config = config;
        this.more = more;
    }

    /** @throws ConfigException with everything in which they do not fit together */
    static BrokerConfig of(BrokerConfig config, AccessSource.Definitions more) throws ConfigException {
        return new SourcedConfig(config, more).whole();
    }

    private BrokerConfig whole() throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        addTakenNames(problems);
        addTakenAliases(problems);
        config.file()
                .ifPresent(
                        file -> problems.addAll(ConfigFile.inWorkspaces("the configuration", file, more.workspaces())));
        config.clients()
                .ifPresent(table ->
                        problems.addAll(ConfigFile.inWorkspaces("a table of clients", table, more.workspaces())));
        config.redaction()
                .files()
                .forEach(
                        rules -> problems.addAll(ConfigFile.inWorkspaces("a file of rules", rules, more.workspaces())));
        config.statePath()
                .ifPresent(state ->
                        problems.addAll(ConfigFile.inWorkspaces("the folder for state", state, more.workspaces())));
        BrokerConfig.requireNone(problems, "access source");
        BrokerConfig.Builder builder = config.toBuilder();
        more.workspaces().forEach(builder::workspace);
        more.accesses().forEach(builder::access);
        try {
            return builder.policy(policy()).build();
        } catch (ConfigException e) {
            throw new ConfigException(
                    "configuration with access source",
                    e.problems().stream()
                            .map(problem ->
                                    new ConfigProblem(new Problem(0, 0, place(problem.key()), problem.sentence())))
                            .toList());
        }
    }

    private void addTakenNames(List<Problem> problems) {
        Set<String> workspaces = names(config.workspaces().stream().map(Workspace::name));
        more.workspaces().forEach(workspace -> addTaken(problems, "workspaces", workspaces, workspace.name()));
        Set<String> rules = names(config.policy().rules().stream().map(PolicyRule::name));
        more.policy().rules().forEach(rule -> addTaken(problems, "rules", rules, rule.name()));
        Set<String> limits = config.policy().limits().keySet();
        more.policy().limits().keySet().forEach(name -> addTaken(problems, "limits", limits, name));
    }

    private static void addTaken(List<Problem> problems, String kind, Set<String> taken, String name) {
        if (taken.contains(name)) {
            problems.add(new Problem(
                    0,
                    0,
                    OURS + kind + "." + name,
                    "expected another name: " + kind + "." + name + " of the configuration has it"));
        }
    }

    private void addTakenAliases(List<Problem> problems) {
        Map<String, String> taken = new HashMap<>();
        for (int i = 0; i < config.accesses().size(); i++) {
            for (String grant : grants(config.accesses().get(i))) {
                taken.put(grant, "access[" + i + "]");
            }
        }
        for (int i = 0; i < more.accesses().size(); i++) {
            Access access = more.accesses().get(i);
            for (String workspace : access.grants().keySet()) {
                String first = taken.get(workspace + "/" + access.alias());
                if (first != null) {
                    problems.add(new Problem(
                            0,
                            0,
                            OURS + "access[" + i + "].workspaces." + workspace,
                            "expected another alias: " + first
                                    + " of the configuration grants this workspace one of this name"));
                }
            }
        }
    }

    private static List<String> grants(Access access) {
        return access.grants().keySet().stream()
                .map(workspace -> workspace + "/" + access.alias())
                .toList();
    }

    private Policy policy() {
        List<PolicyRule> rules = new ArrayList<>(config.policy().rules());
        rules.addAll(more.policy().rules());
        List<LimitDefinition> limits = new ArrayList<>(config.policy().limits().values());
        limits.addAll(more.policy().limits().values());
        return Policy.of(rules, limits);
    }

    /** The key in the part where the definition stands. */
    private String place(String key) {
        Matcher item = ITEM.matcher(key);
        if (item.matches()) {
            int before = item.group(1).equals("access")
                    ? config.accesses().size()
                    : config.policy().rules().size();
            int index = Integer.parseInt(item.group(2)) - before;
            return index < 0 ? key : OURS + item.group(1) + "[" + index + "]" + item.group(3);
        }
        Matcher named = NAMED.matcher(key);
        return named.matches() && isOfSource(named.group(1), named.group(2)) ? OURS + key : key;
    }

    private boolean isOfSource(String kind, String name) {
        return switch (kind) {
            case "workspaces" ->
                names(more.workspaces().stream().map(Workspace::name)).contains(name);
            case "rules" ->
                names(more.policy().rules().stream().map(PolicyRule::name)).contains(name);
            default -> more.policy().limits().containsKey(name);
        };
    }

    private static Set<String> names(Stream<String> names) {
        return names.collect(Collectors.toCollection(HashSet::new));
    }
}
