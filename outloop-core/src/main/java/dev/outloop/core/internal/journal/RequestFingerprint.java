package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.Framed;

/**
 * One request as it would be sent, told apart from every other: a keyed hash of all its parts, and of the definitions
 * that it was judged by.
 */
final class RequestFingerprint {

    private static final String DOMAIN = "dev.outloop.audit.request.v1";

    private RequestFingerprint() {}

    /**
     * The fingerprint, 32 hexadecimal digits.
     *
     * @param action the name of the action that it was taken for
     * @param definition the hash of access and service
     */
    static String of(FingerprintKey key, CanonicalRequest request, String action, String definition) {
        return key.fingerprint(
                request.frame(new Framed().text(DOMAIN).text(definition).text(action)));
    }
}
