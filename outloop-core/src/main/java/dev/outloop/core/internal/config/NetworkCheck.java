package dev.outloop.core.internal.config;

import dev.outloop.action.NetworkRule;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.dispatch.AddressRule;
import java.nio.file.Files;

/** Where the name of a service or of a vault's server may lead, and whom its certificate may come from. */
final class NetworkCheck {

    private final NetworkRule rule;
    private final Findings findings;
    private final String subject;

    private NetworkCheck(NetworkRule rule, String owner, Findings findings) {
        this.rule = rule;
        this.findings = findings;
        this.subject = owner + ".network";
    }

    static void check(ServiceDefinition service, Findings findings) {
        NetworkCheck check = new NetworkCheck(service.network(), "services." + service.name(), findings);
        check.requireNetworks();
        check.requireReachableHost(service);
        check.requireCertificateFile();
    }

    /** A vault's address is known to its backend alone, so it is looked at when the backend asks for it. */
    static void check(ConfiguredVault vault, Findings findings) {
        NetworkCheck check = new NetworkCheck(vault.network(), "vaults." + vault.name(), findings);
        check.requireNetworks();
        check.requireCertificateFile();
    }

    private void requireNetworks() {
        for (String network : rule.allowedNetworks()) {
            if (!Cidr.isValid(network)) {
                findings.add(
                        subject + ".allow#" + network,
                        "expected networks such as \"10.0.0.0/8\" or \"fd00::/8\", with no bit set beyond the length");
            }
        }
    }

    /** A name is looked up when it is connected to; what a number leads to is known now. */
    private void requireReachableHost(ServiceDefinition service) {
        if (rule.allowedNetworks().stream().allMatch(Cidr::isValid) && !AddressRule.allowsHost(service)) {
            findings.add(
                    "services." + service.name() + ".url",
                    "expected a name or a public address; others need their network in network.allow");
        }
    }

    private void requireCertificateFile() {
        rule.trustedCertificates().ifPresent(file -> {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                findings.add(subject + ".trust", "expected a readable file of PEM certificates");
            }
        });
    }
}
