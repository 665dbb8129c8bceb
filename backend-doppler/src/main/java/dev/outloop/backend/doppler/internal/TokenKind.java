package dev.outloop.backend.doppler.internal;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.util.Arrays;

/** What kind of token one is, by the prefix that Doppler gives it. It decides what a person is told, and nothing else. */
enum TokenKind {
    SERVICE("dp.st.", false, "it reads one config alone; see whether it is revoked, expired or of another config"),
    PERSONAL("dp.pt.", true, "see whether it is revoked and whether its owner may read this config"),
    CLI("dp.ct.", true, "see whether it is revoked and whether its owner may read this config"),
    SERVICE_ACCOUNT("dp.sa.", true, "see whether it is revoked and whether its service account may read this config"),
    IDENTITY("dp.said.", true, "it lives for a short time; see whether it is expired, or use a service token"),
    SCIM("dp.scim.", true, "a SCIM token reads no secrets; use a service token"),
    AUDIT("dp.audit.", true, "an audit token reads no secrets; use a service token"),
    UNKNOWN("", false, "it has none of the forms that Doppler's tokens have; store it anew");

    private final String prefix;
    private final boolean ofManyConfigs;
    private final String advice;

    TokenKind(String prefix, boolean ofManyConfigs, String advice) {
        this.prefix = prefix;
        this.ofManyConfigs = ofManyConfigs;
        this.advice = advice;
    }

    /** The kind of that token. */
    static TokenKind of(Secret token) {
        byte[] bytes = token.toByteArray(InsecureSecretAccess.get());
        try {
            for (TokenKind kind : values()) {
                if (kind.begins(bytes)) {
                    return kind;
                }
            }
            return UNKNOWN;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Whether a request with it has to name the config, which a service token implies. */
    boolean isOfManyConfigs() {
        return ofManyConfigs;
    }

    /** What to look at when Doppler refuses it. */
    String advice() {
        return advice;
    }

    private boolean begins(byte[] token) {
        boolean same = token.length >= prefix.length();
        for (int i = 0; same && i < prefix.length(); i++) {
            same = token[i] == prefix.charAt(i);
        }
        return same;
    }
}
