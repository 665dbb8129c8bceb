package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ServiceDefinition;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Whether a service's credential can be put where the definition says, once. */
final class CredentialCheck {

    private final ServiceDefinition service;
    private final Findings findings;
    private final String subject;

    CredentialCheck(ServiceDefinition service, Findings findings) {
        this.service = service;
        this.findings = findings;
        this.subject = "services." + service.name() + ".credential";
    }

    void check() {
        for (CredentialPlacement placement : service.credentials()) {
            requireSendableField(placement);
            requireSendableText(placement);
        }
        requireOneValuePerField();
    }

    private void requireSendableField(CredentialPlacement placement) {
        placement.header().ifPresent(header -> {
            if (!WireNames.isFieldName(header) || WireNames.isFraming(header)) {
                findings.add(subject, "expected the name of a header that is not about the connection or the length");
            }
        });
        placement.query().ifPresent(query -> {
            if (!WireNames.isQueryName(query)) {
                findings.add(subject, "expected a query name of visible ASCII characters");
            }
        });
    }

    private void requireSendableText(CredentialPlacement placement) {
        if (!WireNames.isFieldText(placement.prefix())
                || !placement.basicUsername().map(WireNames::isFieldText).orElse(true)) {
            findings.add(subject, "expected prefix and user name of visible ASCII characters and spaces");
        }
    }

    private void requireOneValuePerField() {
        Set<String> fields = new HashSet<>();
        for (CredentialPlacement placement : service.credentials()) {
            String field = placement
                    .header()
                    .map(header -> "header " + header.toLowerCase(Locale.ROOT))
                    .orElseGet(() ->
                            "query " + placement.query().map(WireNames::folded).orElse(""));
            if (!fields.add(field)) {
                findings.add(subject, "expected at most one part of the credential in each header and query name");
            }
        }
    }
}
