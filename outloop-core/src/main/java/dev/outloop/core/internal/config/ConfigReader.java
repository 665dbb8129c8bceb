package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.config.SourceText.RefusedSource;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a whole configuration, and goes on after each problem to find them all. Thread-safe. */
public final class ConfigReader {

    private final Patterns patterns;

    /** A reader that takes patterns of this kind. */
    public ConfigReader(Patterns patterns) {
        this.patterns = patterns;
    }

    /** Reads the bytes of a file. Relative paths are meant from the directory. Never throws. */
    public Configuration read(byte[] bytes, Path directory) {
        try {
            return readText(SourceText.decode(bytes), directory);
        } catch (RefusedSource e) {
            return Configuration.refused(List.of(e.problem()));
        }
    }

    /** Reads a text. Relative paths are meant from the directory. Never throws. */
    public Configuration read(String text, Path directory) {
        try {
            return readText(SourceText.check(text), directory);
        } catch (RefusedSource e) {
            return Configuration.refused(List.of(e.problem()));
        }
    }

    private Configuration readText(String text, Path directory) {
        Reading reading = new Reading();
        YamlTree tree = YamlTree.read(text);
        Configuration configuration = Configuration.refused(List.of());
        if (tree.root() != null) {
            Value root = new Value(reading, "", tree.root().place(), tree.root());
            configuration = readRoot(root, reading, directory);
        } else if (tree.faults().isEmpty()) {
            reading.problem("", new Place(1, 1), "expected a configuration, found an empty file");
        }
        tree.faults().forEach(reading::fault);
        return configuration.with(reading.problems());
    }

    private Configuration readRoot(Value root, Reading reading, Path directory) {
        Fields fields = root.fields();
        if (fields == null) {
            return Configuration.refused(List.of());
        }
        requireVersion(fields);
        List<ConfiguredVault> vaults = readVaults(fields.get("vaults"), directory);
        List<ServiceDefinition> services = readServices(fields.get("services"), directory);
        List<Workspace> workspaces = readWorkspaces(fields.get("workspaces"), directory);
        Map<String, Access> accesses = readAccesses(fields.get("access"));
        Map<String, PolicyRule> rules = PolicyRuleReader.read(fields.get("rules"));
        Policy policy = Policy.of(List.copyOf(rules.values()), LimitReader.read(fields.get("limits")));
        Optional<Path> state = readState(fields.get("state"), directory);
        Set<String> vaultNames = new LinkedHashSet<>();
        vaults.forEach(vault -> vaultNames.add(vault.name()));
        Optional<ConfiguredAudit> audit =
                Optional.ofNullable(AuditReader.read(fields.get("audit"), directory, vaultNames));
        ConfiguredRedaction redaction = RedactionReader.read(fields.get("redaction"), directory);
        fields.end();

        List<Finding> definitions = new DefinitionCheck(patterns).check(services, workspaces, vaultNames, accesses);
        List<Finding> ofPolicy = new PolicyCheck(
                        services, workspaces, accesses, rules, policy.limits().keySet())
                .check(state.isPresent(), patterns);
        Stream.of(VaultCheck.check(vaults), definitions, ofPolicy)
                .flatMap(List::stream)
                .filter(finding -> finding.about() == null || !reading.isBroken(finding.about()))
                .toList()
                .forEach(finding -> reading.problem(finding.subject(), finding.sentence()));
        List<Problem> warnings = PolicyWarnings.of(services, workspaces, accesses, rules).stream()
                .map(warning -> reading.at(warning.subject(), warning.sentence()))
                .sorted(Problem.IN_FILE_ORDER)
                .toList();
        return new Configuration(
                vaults, services, workspaces, accesses, policy, state, warnings, audit, redaction, List.of());
    }

    private static void requireVersion(Fields fields) {
        Value version = fields.require("version");
        if (version != null) {
            version.integer(1, 1);
        }
    }

    private static List<ConfiguredVault> readVaults(@Nullable Value vaults, Path directory) {
        return vaults == null
                ? List.of()
                : vaults.named(VaultReader::isVaultName, VaultReader.NAME).entrySet().stream()
                        .map(entry -> VaultReader.read(entry.getKey(), entry.getValue(), directory))
                        .toList();
    }

    private static List<ServiceDefinition> readServices(@Nullable Value services, Path directory) {
        return services == null
                ? List.of()
                : services.named().entrySet().stream()
                        .map(entry -> ServiceReader.read(entry.getKey(), entry.getValue(), directory))
                        .toList();
    }

    private static List<Workspace> readWorkspaces(@Nullable Value workspaces, Path directory) {
        return workspaces == null
                ? List.of()
                : workspaces.named().entrySet().stream()
                        .map(entry -> WorkspaceReader.read(entry.getKey(), entry.getValue(), directory))
                        .toList();
    }

    private static Map<String, Access> readAccesses(@Nullable Value accesses) {
        Map<String, Access> read = new LinkedHashMap<>();
        for (Value item : accesses == null ? List.<Value>of() : accesses.items()) {
            Access access = AccessReader.read(item);
            if (access != null) {
                read.put(item.key(), access);
            }
        }
        return read;
    }

    private static Optional<Path> readState(@Nullable Value state, Path directory) {
        Fields fields = state == null ? null : state.fields();
        if (fields == null) {
            return Optional.empty();
        }
        Value path = fields.require("path");
        fields.end();
        return Optional.ofNullable(path == null ? null : path(path, directory));
    }

    /** A path of this machine, meant from the directory. */
    static @Nullable Path path(Value value, Path directory) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return directory.resolve(text).normalize();
        } catch (InvalidPathException e) {
            value.problem("expected a path of this machine");
            return null;
        }
    }
}
