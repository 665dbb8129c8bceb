package dev.outloop.core;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.ConfigChange.Subject;
import dev.outloop.core.internal.admit.ServiceHash;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.PolicyRule;
import dev.outloop.secret.VaultLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a configuration says, each thing under its name, so that two can be compared. */
final class ConfigFacts {

    private final Map<Subject, Map<String, Fact>> all = new LinkedHashMap<>();

    /**
     * One thing that is said.
     *
     * @param value what two are compared by
     * @param text how a person reads it; null for what is too long to be shown
     * @param tellsAccount whether another value means another account at the service
     * @param tellsMuch whether it is shown of what is added or removed as a whole
     */
    record Fact(Object value, @Nullable String text, boolean tellsAccount, boolean tellsMuch) {}

    private ConfigFacts() {}

    static Map<Subject, Map<String, Fact>> of(BrokerConfig config) {
        ConfigFacts facts = new ConfigFacts();
        config.vaults().forEach(facts::vault);
        config.services().forEach(facts::service);
        config.workspaces().forEach(workspace -> facts.workspace(workspace, config.accesses()));
        for (Workspace workspace : config.workspaces()) {
            for (Access access : config.accesses()) {
                facts.grant(workspace.name(), access);
            }
        }
        config.policy().limits().values().forEach(facts::limit);
        config.policy().rules().forEach(facts::rule);
        return facts.all;
    }

    private void vault(VaultDefinition vault) {
        Map<String, Fact> facts = subject("vault", vault.name(), null);
        put(facts, "backend", vault.backend());
        new TreeMap<>(vault.settings()).forEach((name, value) -> put(facts, name, value));
        new TreeMap<>(vault.secrets()).forEach((name, ref) -> put(facts, name, ref.toString()));
        compare(
                facts,
                "network",
                List.of(vault.network().allowedNetworks(), vault.network().trustedCertificates()));
        compare(facts, "lease and calls", limits(vault.limits()));
    }

    /** Everything that a vault's limits say, to be compared. */
    static List<Object> limits(VaultLimits limits) {
        return List.of(
                limits.ttl(),
                limits.missing(),
                limits.maxEntries(),
                limits.maxBytes(),
                limits.deadline(),
                limits.threads(),
                limits.retries(),
                limits.ratePerMinute(),
                limits.failures(),
                limits.rest());
    }

    private void service(ServiceDefinition service) {
        Map<String, Fact> facts = subject("service", service.name(), null);
        String url = service.url().toString();
        facts.put("url", new Fact(url, url, true, true));
        words(facts, "all actions", service.actions().keySet());
        compare(facts, "definition", ServiceHash.of(service));
    }

    private void workspace(Workspace workspace, Collection<Access> accesses) {
        Map<String, Fact> facts = subject("workspace", workspace.name(), null);
        boolean granted = accesses.stream().anyMatch(access -> access.grants().containsKey(workspace.name()));
        String tenant = workspace.tenant().id();
        facts.put("tenant", new Fact(tenant, tenant, granted, true));
        workspace.path().ifPresent(path -> put(facts, "path", path.toString()));
    }

    private void grant(String workspace, Access access) {
        Access.Grant grant = access.grants().get(workspace);
        if (grant == null) {
            return;
        }
        Map<String, Fact> facts = subject("access", access.alias(), workspace);
        facts.put("service", new Fact(access.service(), access.service(), true, true));
        new TreeMap<>(grant.pins())
                .forEach((pin, value) -> facts.put("pin " + pin, new Fact(value, value, true, true)));
        boolean telling = grant.pins().isEmpty();
        new TreeMap<>(access.secretsFor(workspace)).forEach((part, ref) -> {
            String name = part.equals("secret") ? part : "secret " + part;
            facts.put(name, new Fact(ref, ref.toString(), telling, true));
        });
        words(facts, "actions", access.actions());
        words(facts, "runtimes", access.runtimes());
        words(facts, "limits", access.limits());
        put(facts, "read-only", String.valueOf(access.readOnly()));
        put(facts, "default", access.ruleRequired() ? "deny" : "allow");
        access.expiresAt().ifPresent(instant -> put(facts, "expires", instant.toString()));
    }

    private void limit(LimitDefinition limit) {
        Map<String, Fact> facts = subject("limit", limit.name(), null);
        put(facts, "kind", limit.kind().toString());
        put(facts, "per", limit.per().toString());
        put(facts, "of", limit.measure().toString());
        put(facts, "millionths", String.valueOf(limit.units()));
        put(facts, "burst in millionths", String.valueOf(limit.burstUnits()));
        limit.every().ifPresent(every -> put(facts, "every", every.toString()));
    }

    private void rule(PolicyRule rule) {
        Map<String, Fact> facts = subject("rule", rule.name(), null);
        put(facts, "effect", rule.effect().toString());
        for (PolicyRule.Subject subject : PolicyRule.Subject.all()) {
            words(facts, subject.key(), rule.named(subject));
        }
        rule.writes().ifPresent(writes -> put(facts, "writes", writes.toString()));
        new TreeMap<>(rule.parameters())
                .forEach((name, condition) ->
                        facts.put("parameter " + name, new Fact(condition, condition.toString(), false, true)));
        if (!rule.times().isEmpty()) {
            facts.put("times", new Fact(rule.times(), rule.times().toString(), false, true));
        }
        rule.from().ifPresent(from -> put(facts, "from", from.toString()));
        rule.until().ifPresent(until -> put(facts, "until", until.toString()));
        rule.reason().ifPresent(reason -> put(facts, "reason", reason));
        words(facts, "limits", rule.limits());
        facts.put("approval", new Fact(rule.approval(), rule.approval().toString(), false, false));
    }

    private Map<String, Fact> subject(String type, String name, @Nullable String workspace) {
        return all.computeIfAbsent(new Subject(type, name, workspace), none -> new LinkedHashMap<>());
    }

    private static void put(Map<String, Fact> facts, String name, String value) {
        facts.put(name, new Fact(value, value, false, true));
    }

    private static void words(Map<String, Fact> facts, String name, Set<String> words) {
        if (!words.isEmpty()) {
            put(facts, name, String.join(" ", new ArrayList<>(new TreeSet<>(words))));
        }
    }

    private static void compare(Map<String, Fact> facts, String name, Object value) {
        facts.put(name, new Fact(value, null, false, false));
    }
}
