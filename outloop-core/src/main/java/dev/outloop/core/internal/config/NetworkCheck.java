package dev.outloop.core.internal.config;

import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.dispatch.AddressRule;
import java.nio.file.Files;

/** Where a service's name may lead, and whom its certificate may come from. */
final class NetworkCheck {

    private final ServiceDefinition service;
    private final Findings findings;
    private final String subject;

    NetworkCheck(ServiceDefinition service, Findings findings) {
        this.service = service;
        this.findings = findings;
        this.subject = "services." + service.name() + ".network";
    }

    void check() {
        requireNetworks();
        requireReachableHost();
        requireCertificateFile();
    }

    private void requireNetworks() {
        for (String network : service.network().allowedNetworks()) {
            if (!Cidr.isValid(network)) {
                findings.add(
                        subject + ".allow#" + network,
                        "expected networks such as \"10.0.0.0/8\" or \"fd00::/8\", with no bit set beyond the length");
            }
        }
    }

    /** A name is looked up when it is connected to; what a number leads to is known now. */
    private void requireReachableHost() {
        if (service.network().allowedNetworks().stream().allMatch(Cidr::isValid) && !AddressRule.allowsHost(service)) {
            findings.add(
                    "services." + service.name() + ".url",
                    "expected a name or a public address; others need their network in network.allow");
        }
    }

    private void requireCertificateFile() {
        service.network().trustedCertificates().ifPresent(file -> {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                findings.add(subject + ".trust", "expected a readable file of PEM certificates");
            }
        });
    }
}
