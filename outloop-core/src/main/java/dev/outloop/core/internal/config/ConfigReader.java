package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.config.SourceText.RefusedSource;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final @Nullable Path clients;

    /** A reader that takes patterns of this kind. */
    public ConfigReader(Patterns patterns) {
        this(patterns, null);
    }

    private ConfigReader(Patterns patterns, @Nullable Path clients) {
        this.patterns = patterns;
        this.clients = clients;
    }

    /** This reader with another table of clients in place of the one that a configuration names, if it names one. */
    public ConfigReader withClients(Path table) {
        return new ConfigReader(patterns, table);
    }

    /** Reads the bytes of a file of this machine, and looks at the folders of its workspaces. Relative paths are meant from the directory. Never throws. */
    public Configuration read(byte[] bytes, Path directory) {
        try {
            return readText(SourceText.decode(bytes), directory, true);
        } catch (RefusedSource e) {
            return Configuration.refused(List.of(e.problem()));
        }
    }

    /** Reads a text. Relative paths are meant from the directory. Never throws. */
    public Configuration read(String text, Path directory) {
        try {
            return readText(SourceText.check(text), directory, false);
        } catch (RefusedSource e) {
            return Configuration.refused(List.of(e.problem()));
        }
    }

    private Configuration readText(String text, Path directory, boolean here) {
        Reading reading = new Reading();
        YamlTree tree = YamlTree.read(text);
        Configuration configuration = Configuration.refused(List.of());
        if (tree.root() != null) {
            Value root = new Value(reading, "", tree.root().place(), tree.root());
            configuration = readRoot(root, reading, directory, here);
        } else if (tree.faults().isEmpty()) {
            reading.problem("", new Place(1, 1), "expected a configuration, found an empty file");
        }
        tree.faults().forEach(reading::fault);
        return configuration.with(reading.problems());
    }

    Configuration readRoot(Value root, Reading reading, Path directory, boolean here) {
        Fields fields = root.fields();
        if (fields == null) {
            return Configuration.refused(List.of());
        }
        requireVersion(fields);
        List<ConfiguredVault> vaults = readVaults(fields.get("vaults"), directory);
        List<ServiceDefinition> services = readServices(fields.get("services"), directory);
        List<DeclaredWorkspace> declared = readWorkspaces(fields.get("workspaces"), directory);
        List<DeclaredAccess> declaredAccesses = readAccesses(fields.get("access"));
        ClientTable table = readTable(fields.get("clients"), declared, declaredAccesses, services, reading, directory);
        Map<String, PolicyRule> rules = PolicyRuleReader.read(fields.get("rules"));
        Policy policy = Policy.of(List.copyOf(rules.values()), LimitReader.read(fields.get("limits")));
        Optional<Path> state = readState(fields.get("state"), directory);
        Set<String> vaultNames = new LinkedHashSet<>();
        vaults.forEach(vault -> vaultNames.add(vault.name()));
        Optional<ConfiguredAudit> audit =
                Optional.ofNullable(AuditReader.read(fields.get("audit"), directory, vaultNames));
        ConfiguredRedaction redaction = RedactionReader.read(fields.get("redaction"), directory);
        fields.end();

        List<DeclaredWorkspace> all = new ArrayList<>(declared);
        all.addAll(table.workspaces());
        List<Workspace> workspaces =
                all.stream().map(DeclaredWorkspace::workspace).toList();
        table.file().ifPresent(file -> requireOutsideWorkspaces(file, workspaces, reading));
        boolean complete = table.isComplete() && declaredAccesses.stream().allMatch(DeclaredAccess::complete);
        Inheritance inheritance = new Inheritance(reading, all, declaredAccesses, complete);
        Map<String, Access> accesses = accesses(declaredAccesses, all, services, inheritance, table, reading);
        List<Finding> definitions = new DefinitionCheck(patterns).check(services, workspaces, vaultNames, accesses);
        List<Finding> ofPolicy = new PolicyCheck(
                        services, workspaces, accesses, rules, policy.limits().keySet())
                .check(state.isPresent(), patterns);
        List<Finding> folders = here ? FolderCheck.look(workspaces) : List.of();
        Stream.of(VaultCheck.check(vaults), definitions, ofPolicy)
                .flatMap(List::stream)
                .filter(finding -> finding.about() == null || isKnown(finding.about(), inheritance, table, reading))
                .toList()
                .forEach(finding -> reading.problem(inheritance.written(finding.subject()), finding.sentence()));
        List<Problem> warnings = Stream.concat(
                        folders.stream(), PolicyWarnings.of(services, workspaces, accesses, rules).stream())
                .map(warning -> reading.at(inheritance.written(warning.subject()), warning.sentence()))
                .sorted(Problem.IN_FILE_ORDER)
                .toList();
        return new Configuration(
                vaults,
                services,
                workspaces,
                accesses,
                policy,
                state,
                table.file(),
                warnings,
                audit,
                redaction,
                List.of());
    }

    private static void requireOutsideWorkspaces(Path table, List<Workspace> workspaces, Reading reading) {
        List<Problem> problems = new ArrayList<>();
        ConfigFile.requireOutsideWorkspaces("a table of clients", table, workspaces, problems);
        problems.forEach(problem -> reading.problem("clients", problem.sentence()));
    }

    /** Whether that could be read; what a table has in lines or columns that were refused is not known. */
    private static boolean isKnown(String about, Inheritance inheritance, ClientTable table, Reading reading) {
        String written = inheritance.written(about);
        return !reading.isBroken(written)
                && (table.isComplete() || !about.startsWith("workspaces."))
                && (table.hasEveryColumn() || !written.startsWith("clients["));
    }

    private ClientTable readTable(
            @Nullable Value named,
            List<DeclaredWorkspace> workspaces,
            List<DeclaredAccess> accesses,
            List<ServiceDefinition> services,
            Reading reading,
            Path directory) {
        boolean complete = accesses.stream().allMatch(DeclaredAccess::complete);
        ClientColumns columns = new ClientColumns(accesses, byName(services), complete);
        Set<String> names = new LinkedHashSet<>();
        workspaces.forEach(workspace -> names.add(workspace.name()));
        ClientTable table = new ClientTable(reading, columns, directory, names);
        Path own = named == null ? null : path(named, directory);
        if (clients != null) {
            table.read(clients, null);
        } else if (own != null) {
            table.read(own, named);
        }
        return table;
    }

    private static Map<String, ServiceDefinition> byName(List<ServiceDefinition> services) {
        Map<String, ServiceDefinition> byName = new LinkedHashMap<>();
        services.forEach(service -> byName.put(service.name(), service));
        return byName;
    }

    private static Map<String, Access> accesses(
            List<DeclaredAccess> declared,
            List<DeclaredWorkspace> workspaces,
            List<ServiceDefinition> services,
            Inheritance inheritance,
            ClientTable table,
            Reading reading) {
        Map<String, DeclaredWorkspace> byName = new LinkedHashMap<>();
        workspaces.forEach(workspace -> byName.putIfAbsent(workspace.name(), workspace));
        SeparationCheck separation = new SeparationCheck(byName, byName(services), reading, table.hasEveryColumn());
        Map<String, Access> accesses = new LinkedHashMap<>();
        for (DeclaredAccess each : declared) {
            if (!each.complete()) {
                continue;
            }
            each.grants().forEach((name, given) -> {
                if (!byName.containsKey(name)) {
                    each.access().workspace(name, given.pins(), given.secrets());
                }
            });
            byName.keySet().forEach(name -> {
                Held held = inheritance.of(name).get(each.key());
                if (held != null) {
                    each.access().workspace(name, held.pins(), held.secrets());
                }
            });
            Access access = each.access().build();
            separation.check(each, access, inheritance);
            accesses.put(each.key(), access);
        }
        return accesses;
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

    private static List<DeclaredWorkspace> readWorkspaces(@Nullable Value workspaces, Path directory) {
        return workspaces == null
                ? List.of()
                : workspaces.named().entrySet().stream()
                        .map(entry -> WorkspaceReader.read(entry.getKey(), entry.getValue(), directory))
                        .toList();
    }

    private static List<DeclaredAccess> readAccesses(@Nullable Value accesses) {
        return accesses == null
                ? List.of()
                : accesses.items().stream().map(AccessReader::read).toList();
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
