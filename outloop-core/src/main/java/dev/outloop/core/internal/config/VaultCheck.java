package dev.outloop.core.internal.config;

import dev.outloop.secret.SecretRef;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether vaults can be opened at all: those that open each other, and those behind a network rule. */
public final class VaultCheck {

    private VaultCheck() {}

    /** All findings; none if every reference leads to a vault, none leads back, and every network rule can be used. */
    public static List<Finding> check(Collection<ConfiguredVault> vaults) {
        Map<String, ConfiguredVault> known = new LinkedHashMap<>();
        Findings findings = new Findings();
        for (ConfiguredVault vault : vaults) {
            if (known.putIfAbsent(vault.name(), vault) != null) {
                findings.add("vaults." + vault.name(), "expected each vault's name once");
            }
        }
        for (ConfiguredVault vault : vaults) {
            NetworkCheck.check(vault, findings);
            vault.secrets().forEach((setting, ref) -> {
                String subject = "vaults." + vault.name() + "." + setting;
                if (!known.containsKey(ref.vault())) {
                    findings.add(
                            subject,
                            "expected a reference into one of the vaults" + Nearest.hint(ref.vault(), known.keySet()),
                            "vaults." + ref.vault());
                } else if (leadsTo(vault.name(), ref.vault(), known)) {
                    findings.add(subject, "expected a reference that does not lead back to this vault");
                }
            });
        }
        return findings.all();
    }

    private static boolean leadsTo(String target, String from, Map<String, ConfiguredVault> known) {
        Deque<String> open = new ArrayDeque<>();
        Set<String> seen = new HashSet<>();
        open.add(from);
        while (!open.isEmpty()) {
            String name = open.remove();
            if (name.equals(target)) {
                return true;
            }
            ConfiguredVault vault = known.get(name);
            if (vault != null && seen.add(name)) {
                vault.secrets().values().stream().map(SecretRef::vault).forEach(open::add);
            }
        }
        return false;
    }
}
