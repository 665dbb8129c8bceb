package dev.outloop.core.internal.journal;

import dev.outloop.action.HttpField;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.Framed;
import dev.outloop.core.internal.admit.QueryPair;

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
        Framed content = new Framed().text(DOMAIN).text(definition).text(action);
        content.text(request.method()).text(request.url().toString()).text(request.path());
        content.number((long) request.query().size());
        for (QueryPair pair : request.query()) {
            content.text(pair.name()).text(pair.value());
        }
        content.number((long) request.headers().size());
        for (HttpField field : request.headers()) {
            content.text(field.name()).text(field.value());
        }
        return key.fingerprint(content.text(request.mediaType()).bytes(request.body()));
    }
}
