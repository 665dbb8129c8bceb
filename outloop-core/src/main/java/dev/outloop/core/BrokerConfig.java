package dev.outloop.core;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.admit.LinearPattern;
import dev.outloop.core.internal.config.ConfigFile;
import dev.outloop.core.internal.config.ConfigReader;
import dev.outloop.core.internal.config.Configuration;
import dev.outloop.core.internal.config.ConfiguredVault;
import dev.outloop.core.internal.config.DefinitionCheck;
import dev.outloop.core.internal.config.Finding;
import dev.outloop.core.internal.config.Patterns;
import dev.outloop.core.internal.config.PolicyCheck;
import dev.outloop.core.internal.config.PolicyWarnings;
import dev.outloop.core.internal.config.Problem;
import dev.outloop.core.internal.config.VaultCheck;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.secret.SecretRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a broker is to do for whom: vaults, services, workspaces and accesses that fit together. Immutable.
 *
 * <p>It is read from the person's own directory, never from one beneath an agent's workspace. There is no instance with a
 * problem: reading and building give all of them at once in a {@link ConfigException}.
 */
public final class BrokerConfig {

    private static final Patterns PATTERNS = pattern -> LinearPattern.compile(pattern)::matches;

    private final Path directory;
    private final @Nullable Path file;
    private final List<VaultDefinition> vaults;
    private final List<ServiceDefinition> services;
    private final List<Workspace> workspaces;
    private final List<Access> accesses;
    private final Policy policy;
    private final @Nullable Path state;
    private final @Nullable Path clients;
    private final @Nullable AuditSettings audit;
    private final Redaction redaction;
    private final List<ConfigProblem> warnings;

    private BrokerConfig(Builder builder, List<Problem> warnings) {
        this.directory = builder.directory;
        this.file = builder.file;
        this.vaults = List.copyOf(builder.vaults);
        this.services = List.copyOf(builder.services);
        this.workspaces = List.copyOf(builder.workspaces);
        this.accesses = List.copyOf(builder.accesses);
        this.policy = builder.policy;
        this.state = builder.state;
        this.clients = builder.clients;
        this.audit = builder.audit;
        this.redaction = builder.redaction;
        this.warnings = warnings.stream().map(ConfigProblem::new).toList();
    }

    /**
     * Reads a file in UTF-8 of at most 1 MiB.
     *
     * @throws ConfigException with all problems; also if the file cannot be read, if it lies in a folder of one of its
     *     workspaces, or if others than its owner may write it (where the file system can tell)
     */
    public static BrokerConfig load(Path file) throws ConfigException {
        Path directory =
                Objects.requireNonNullElse(file.toAbsolutePath().normalize().getParent(), file);
        Builder builder = builder(directory);
        builder.file = file.toAbsolutePath().normalize();
        return of(ConfigFile.read(file, new ConfigReader(PATTERNS)), builder, file.toString());
    }

    /**
     * Reads a file with another table of clients in place of the one that it names, if it names one; for
     * {@link ConfigChanges}, to see what the table would change.
     *
     * @throws ConfigException with all problems, as for {@link #load(Path)}
     */
    public static BrokerConfig load(Path file, Path clients) throws ConfigException {
        Path directory =
                Objects.requireNonNullElse(file.toAbsolutePath().normalize().getParent(), file);
        ConfigReader reader =
                new ConfigReader(PATTERNS).withClients(clients.toAbsolutePath().normalize());
        return of(ConfigFile.read(file, reader), builder(directory), file.toString());
    }

    /**
     * Reads a text that the host got from a place that no agent can write.
     *
     * @param directory what relative paths are meant from
     * @throws ConfigException with all problems
     */
    public static BrokerConfig parse(String yaml, Path directory) throws ConfigException {
        Path absolute = directory.toAbsolutePath().normalize();
        return of(new ConfigReader(PATTERNS).read(yaml, absolute), builder(absolute), "configuration");
    }

    /**
     * Starts a configuration in Java.
     *
     * @param directory what relative paths in the settings of vaults are meant from
     */
    public static Builder builder(Path directory) {
        return new Builder(directory.toAbsolutePath().normalize());
    }

    /** What relative paths in the settings of vaults are meant from. */
    public Path directory() {
        return directory;
    }

    /** The file that it was read from, if it was. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The table of clients that was read with it, if there was one. */
    Optional<Path> clients() {
        return Optional.ofNullable(clients);
    }

    /** A builder that has everything of this. */
    Builder toBuilder() {
        Builder builder = new Builder(directory);
        builder.file = file;
        builder.vaults.addAll(vaults);
        builder.services.addAll(services);
        builder.workspaces.addAll(workspaces);
        builder.accesses.addAll(accesses);
        builder.policy = policy;
        builder.state = state;
        builder.clients = clients;
        builder.audit = audit;
        builder.redaction = redaction;
        return builder;
    }

    /** The vaults, in the order given. */
    public List<VaultDefinition> vaults() {
        return vaults;
    }

    /** The services, in the order given. */
    public List<ServiceDefinition> services() {
        return services;
    }

    /** The workspaces, in the order given. */
    public List<Workspace> workspaces() {
        return workspaces;
    }

    /** The accesses, in the order given. */
    public List<Access> accesses() {
        return accesses;
    }

    /** The rules and limits. */
    public Policy policy() {
        return policy;
    }

    /** The folder of what limits and approvals have come to, if one is named. */
    public Optional<Path> statePath() {
        return Optional.ofNullable(state);
    }

    /** The folder of the trail, if one is named. */
    public Optional<Path> auditPath() {
        return audit().map(AuditSettings::path);
    }

    /** The trail, if one is named. */
    public Optional<AuditSettings> audit() {
        return Optional.ofNullable(audit);
    }

    /** What is looked for beside known secrets. */
    public Redaction redaction() {
        return redaction;
    }

    /** What may be meant otherwise, such as an action in which no pin stands, though its service has pins. */
    public List<ConfigProblem> warnings() {
        return warnings;
    }

    private static BrokerConfig of(Configuration read, Builder builder, String source) throws ConfigException {
        requireNone(read.problems(), source);
        read.vaults().forEach(vault -> builder.vault(definition(vault)));
        read.services().forEach(builder::service);
        read.workspaces().forEach(builder::workspace);
        read.accesses().values().forEach(builder::access);
        builder.policy(read.policy());
        read.state().ifPresent(builder::state);
        builder.clients = read.clients().orElse(null);
        read.audit().map(AuditSettings::of).ifPresent(builder::audit);
        builder.redaction(new Redaction(read.redaction()));
        return new BrokerConfig(builder, read.warnings());
    }

    static void requireNone(List<Problem> problems, String source) throws ConfigException {
        if (!problems.isEmpty()) {
            throw new ConfigException(
                    source, problems.stream().map(ConfigProblem::new).toList());
        }
    }

    private static VaultDefinition definition(ConfiguredVault vault) {
        VaultDefinition.Builder builder = VaultDefinition.builder(vault.name(), vault.backend());
        vault.settings().forEach(builder::setting);
        vault.secrets().forEach(builder::secret);
        return builder.network(vault.network()).limits(vault.limits()).build();
    }

    /** Collects a configuration. Not thread-safe. */
    public static final class Builder {
        private final Path directory;
        private @Nullable Path file;
        private final List<VaultDefinition> vaults = new ArrayList<>();
        private final List<ServiceDefinition> services = new ArrayList<>();
        private final List<Workspace> workspaces = new ArrayList<>();
        private final List<Access> accesses = new ArrayList<>();
        private Policy policy = Policy.empty();
        private @Nullable Path state;
        private @Nullable Path clients;
        private @Nullable AuditSettings audit;
        private Redaction redaction = Redaction.cutting();

        private Builder(Path directory) {
            this.directory = directory;
        }

        /** A vault to open. */
        public Builder vault(VaultDefinition vault) {
            vaults.add(Objects.requireNonNull(vault, "vault"));
            return this;
        }

        /** A service. */
        public Builder service(ServiceDefinition service) {
            services.add(Objects.requireNonNull(service, "service"));
            return this;
        }

        /** A workspace. */
        public Builder workspace(Workspace workspace) {
            workspaces.add(Objects.requireNonNull(workspace, "workspace"));
            return this;
        }

        /** An access. */
        public Builder access(Access access) {
            accesses.add(Objects.requireNonNull(access, "access"));
            return this;
        }

        /** Rules and limits, in place of none. */
        public Builder policy(Policy policy) {
            this.policy = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** The folder of what limits and approvals have come to, meant from the directory if it is relative. */
        public Builder state(Path folder) {
            this.state = directory.resolve(folder).normalize();
            return this;
        }

        /** The folder of the trail, meant from the directory if it is relative. */
        public Builder audit(Path folder) {
            return audit(AuditSettings.builder(folder).build());
        }

        /** The trail; relative paths are meant from the directory. */
        public Builder audit(AuditSettings settings) {
            this.audit = settings.in(directory);
            return this;
        }

        /** What is looked for beside known secrets; if this is not called, what the built-in rules find is cut. */
        public Builder redaction(Redaction settings) {
            this.redaction = Objects.requireNonNull(settings, "settings");
            return this;
        }

        /**
         * The configuration.
         *
         * @throws ConfigException with everything in which the definitions do not fit together
         */
        public BrokerConfig build() throws ConfigException {
            List<ConfiguredVault> configured =
                    vaults.stream().map(VaultDefinition::configured).toList();
            List<Finding> definitions = new DefinitionCheck(PATTERNS)
                    .check(
                            services,
                            workspaces,
                            vaults.stream().map(VaultDefinition::name).collect(Collectors.toSet()),
                            DefinitionCheck.subjects(accesses));
            List<Problem> problems = Stream.of(
                            VaultCheck.check(configured).stream(),
                            definitions.stream(),
                            policyFindings(),
                            auditFindings())
                    .flatMap(findings -> findings)
                    .map(finding -> new Problem(0, 0, finding.key(), finding.sentence()))
                    .toList();
            requireNone(problems, "configuration");
            return new BrokerConfig(
                    this,
                    PolicyWarnings.of(
                                    services,
                                    workspaces,
                                    DefinitionCheck.subjects(accesses),
                                    PolicyCheck.subjects(policy.rules()))
                            .stream()
                            .map(warning -> new Problem(0, 0, warning.key(), warning.sentence()))
                            .toList());
        }

        private Stream<Finding> policyFindings() {
            return new PolicyCheck(
                            services,
                            workspaces,
                            DefinitionCheck.subjects(accesses),
                            PolicyCheck.subjects(policy.rules()),
                            policy.limits().keySet())
                    .check(state != null, PATTERNS).stream();
        }

        private Stream<Finding> auditFindings() {
            boolean known = audit == null
                    || audit.key()
                            .map(SecretRef::vault)
                            .filter(name -> vaults.stream()
                                    .noneMatch(vault -> vault.name().equals(name)))
                            .isEmpty();
            return known
                    ? Stream.empty()
                    : Stream.of(new Finding(
                            "audit.key", "expected a reference into one of the vaults of this configuration", null));
        }
    }
}
