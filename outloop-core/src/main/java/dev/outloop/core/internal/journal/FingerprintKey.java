package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.admit.Framed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes fingerprints that are equal where what was hashed is, and that nobody can guess from without the key: HMAC-SHA256
 * (RFC 2104), the first 32 hexadecimal digits. Thread-safe.
 */
public final class FingerprintKey {

    /** The shortest secret that a key is derived from. */
    public static final int MIN_SECRET_BYTES = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "dev.outloop.audit.fingerprint.v1";
    private static final int FINGERPRINT_BYTES = 16;

    private final Mac prototype;

    private FingerprintKey(Mac prototype) {
        this.prototype = prototype;
    }

    /** The key that belongs to a secret of at least {@value #MIN_SECRET_BYTES} bytes, which the caller overwrites. */
    public static FingerprintKey derivedFrom(byte[] secret) {
        if (secret.length < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("an audit key has at least " + MIN_SECRET_BYTES + " bytes");
        }
        byte[] derived = keyed(secret).doFinal(PURPOSE.getBytes(StandardCharsets.US_ASCII));
        try {
            return new FingerprintKey(keyed(derived));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** A key of this process alone: what it makes can be compared with nothing of another run. */
    public static FingerprintKey random() {
        byte[] secret = new byte[MIN_SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        try {
            return derivedFrom(secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    String fingerprint(Framed content) {
        try {
            // A copy costs a fraction of an instance that has to be looked up and keyed.
            Mac mac = (Mac) prototype.clone();
            return HexFormat.of().formatHex(mac.doFinal(content.toByteArray()), 0, FINGERPRINT_BYTES);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's " + ALGORITHM + " cannot be copied", e);
        }
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
