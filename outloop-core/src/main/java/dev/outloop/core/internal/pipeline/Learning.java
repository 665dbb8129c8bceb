package dev.outloop.core.internal.pipeline;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.core.internal.dispatch.Credentials;
import dev.outloop.core.internal.lease.LeasedAction;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import java.util.Map;

/** Makes what was leased, and what is derived from it, known to redaction before any of it is sent. */
final class Learning {

    private Learning() {}

    static void learn(SecretRegistry registry, LeasedAction leased) {
        String workspace = leased.admitted().binding().workspace().name();
        Map<String, SecretRef> refs = leased.admitted().binding().secrets();
        for (CredentialPlacement placement :
                leased.admitted().binding().service().credentials()) {
            String key = String.valueOf(refs.get(placement.part()));
            registry.learn(key, leased.secret(placement.part()), workspace);
            for (Secret derived : Credentials.derived(placement, leased.secret(placement.part()))) {
                try (derived) {
                    registry.learn(key + "#" + placement.basicUsername().orElse(""), derived, workspace);
                }
            }
        }
    }
}
