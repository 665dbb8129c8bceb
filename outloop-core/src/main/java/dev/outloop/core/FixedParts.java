package dev.outloop.core;

import dev.outloop.core.internal.config.ConfiguredVault;
import dev.outloop.core.internal.config.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** What a broker opens when it starts and keeps: vaults, trail and state. A change of it needs a new broker. */
final class FixedParts {

    private static final String AS_STARTED =
            "expected this as it was when the broker started; to change it, close the broker and start another";

    private FixedParts() {}

    /** @throws ConfigException with each part that is not as it was */
    static void requireSame(BrokerConfig now, BrokerConfig next) throws ConfigException {
        List<Problem> problems = new ArrayList<>();
        Map<String, List<Object>> vaultsNow = vaults(now);
        Map<String, List<Object>> vaultsNext = vaults(next);
        TreeSet<String> names = new TreeSet<>(vaultsNow.keySet());
        names.addAll(vaultsNext.keySet());
        for (String name : names) {
            if (!Objects.equals(vaultsNow.get(name), vaultsNext.get(name))) {
                problems.add(new Problem(0, 0, "vaults." + name, AS_STARTED));
            }
        }
        if (!audit(now).equals(audit(next))) {
            problems.add(new Problem(0, 0, "audit", AS_STARTED));
        }
        if (!now.statePath().equals(next.statePath())) {
            problems.add(new Problem(0, 0, "state", AS_STARTED));
        }
        BrokerConfig.requireNone(problems, "configuration");
    }

    private static Map<String, List<Object>> vaults(BrokerConfig config) {
        Map<String, List<Object>> parts = new LinkedHashMap<>();
        for (VaultDefinition vault : config.vaults()) {
            ConfiguredVault configured = vault.configured();
            parts.put(
                    vault.name(),
                    List.of(
                            configured.backend(),
                            configured.settings(),
                            configured.secrets(),
                            configured.network().allowedNetworks(),
                            configured.network().trustedCertificates(),
                            ConfigFacts.limits(configured.limits())));
        }
        return parts;
    }

    private static List<Object> audit(BrokerConfig config) {
        return config.audit()
                .map(audit -> List.<Object>of(
                        audit.path(),
                        audit.key(),
                        audit.checkpointEvery(),
                        audit.checkpointInterval(),
                        audit.exports(),
                        audit.exportsToStdout(),
                        audit.segmentBytes(),
                        audit.daily(),
                        audit.keep()))
                .orElse(List.of());
    }
}
