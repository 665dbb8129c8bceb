package dev.outloop.core.internal.journal;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Ed25519 pair of RFC 8032 that signs a trail's checkpoints, from the trail's secret. Thread-safe.
 *
 * <p>The private key stays in memory until it is collected; the platform's keys cannot be overwritten.
 */
final class TrailKeys {

    static final int MIN_SECRET_BYTES = FingerprintKey.MIN_SECRET_BYTES;
    static final int KEY_BYTES = 32;
    static final int SIGNATURE_BYTES = 64;

    private static final String ALGORITHM = "Ed25519";
    private static final String SIGN = "dev.outloop.audit.sign.v1";

    private final PrivateKey privateKey;
    private final String publicKey;

    private TrailKeys(PrivateKey privateKey, String publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
    }

    /**
     * Derives the keys; the secret stays the caller's.
     *
     * @throws IllegalArgumentException if the secret is shorter than {@value #MIN_SECRET_BYTES} bytes
     */
    static TrailKeys of(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        try {
            if (bytes.length < MIN_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "the key of an audit trail needs at least " + MIN_SECRET_BYTES + " bytes");
            }
            return of(derive(bytes, SIGN));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Overwrites the array. */
    private static TrailKeys of(byte[] seed) {
        try {
            KeyPair pair = pair(seed);
            String publicKey = PublicKeys.hex((EdECPublicKey) pair.getPublic());
            TrailKeys keys = new TrailKeys(pair.getPrivate(), publicKey);
            keys.requireWorking();
            return keys;
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] derive(byte[] secret, String domain) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(TrailFormat.ascii(domain));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    /** The pair of a seed. The platform computes no public key from a private one, but makes both from 32 random bytes. */
    static KeyPair pair(byte[] seed) {
        try (SeedRandom random = new SeedRandom(seed)) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, random);
            KeyPair pair = generator.generateKeyPair();
            random.requireTaken();
            return pair;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }

    private void requireWorking() {
        byte[] probe = TrailFormat.ascii("probe");
        if (!verifies(publicKey, SIGN, probe, sign(SIGN, probe))) {
            throw new IllegalStateException("this Java platform makes Ed25519 signatures that it does not accept");
        }
    }

    /** The public key in the encoding of RFC 8032, as 64 lower-case hexadecimal digits. */
    String publicKey() {
        return publicKey;
    }

    /** The signature over domain and message, as 128 lower-case hexadecimal digits. */
    String sign(String domain, byte[] message) {
        try {
            return TrailFormat.hex(sign(privateKey, domain, message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the audit trail cannot be signed", e);
        }
    }

    static byte[] sign(PrivateKey key, String domain, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(TrailFormat.ascii(domain));
        signature.update(message);
        return signature.sign();
    }

    /** Whether the signature over domain and message is that of the public key; key and signature in hexadecimal. */
    static boolean verifies(String publicKey, String domain, byte[] message, String sig) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(PublicKeys.parse(publicKey));
            signature.update(TrailFormat.ascii(domain));
            signature.update(message);
            return signature.verify(TrailFormat.bytes(sig));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
