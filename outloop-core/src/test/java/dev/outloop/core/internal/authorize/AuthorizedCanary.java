package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedCanary;
import dev.outloop.policy.Decision;

/** An {@link AdmittedCanary} that a rule allows. */
public final class AuthorizedCanary {

    private AuthorizedCanary() {}

    public static AuthorizedAction of(String id, String canary) {
        return new AuthorizedAction(
                AdmittedCanary.of(id, canary), Decision.allow("allowed-actions"), Reserved.NOTHING, null);
    }
}
