package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.internal.dbus.BusConnection;
import dev.outloop.backend.keychain.internal.dbus.BusErrorException;
import dev.outloop.backend.keychain.internal.dbus.BusReader;
import dev.outloop.backend.keychain.internal.dbus.BusWriter;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A session in which values cross the bus encrypted: {@code dh-ietf1024-sha256-aes128-cbc-pkcs7} (Secret Service API
 * 0.2, "Transfer of Secrets"). It keeps values out of the bus's memory and of bus monitors that only listen; it does
 * not authenticate the service. One thread.
 */
final class SecretSession {

    static final String ALGORITHM = "dh-ietf1024-sha256-aes128-cbc-pkcs7";

    /** The Second Oakley Group (RFC 2409, section 6.2). */
    static final BigInteger PRIME = new BigInteger(
            "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74"
                    + "020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B302B0A6DF25F1437"
                    + "4FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED"
                    + "EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF",
            16);

    static final BigInteger GENERATOR = BigInteger.TWO;

    private static final int GROUP_BYTES = 128;
    private static final int BLOCK_BYTES = 16;

    private final SecureRandom random;
    private final String path;
    private final SecretKey key;

    private SecretSession(SecureRandom random, String path, SecretKey key) {
        this.random = random;
        this.path = path;
        this.key = key;
    }

    static SecretSession open(BusConnection bus) throws IOException, BusErrorException, VaultException {
        SecureRandom random = new SecureRandom();
        BigInteger own = new BigInteger(8 * GROUP_BYTES - 2, random).add(BigInteger.TWO);
        byte[] ownPublic = groupBytes(GENERATOR.modPow(own, PRIME));
        return bus.call(SecretServiceCalls.openSession(ALGORITHM, ownPublic)).read("vo", answer -> {
            BigInteger theirs = new BigInteger(1, answer.variant("ay").bytes());
            if (theirs.compareTo(BigInteger.ONE) <= 0 || theirs.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
                throw new IllegalArgumentException("a public key that gives the shared one away");
            }
            return new SecretSession(random, answer.string(), key(groupBytes(theirs.modPow(own, PRIME))));
        });
    }

    String path() {
        return path;
    }

    /** Writes the struct {@code (oayays)} that holds the value. */
    void seal(byte[] value, BusWriter out) {
        byte[] iv = new byte[BLOCK_BYTES];
        random.nextBytes(iv);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(value);
            out.struct().string(path).bytes(iv).bytes(sealed).string("application/octet-stream");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has AES");
        }
    }

    /** Reads the value, which the caller overwrites, from the struct {@code (oayays)}. */
    byte[] unseal(BusReader in) {
        in.struct().string();
        byte[] iv = in.bytes();
        byte[] sealed = in.bytes();
        try {
            return cipher(Cipher.DECRYPT_MODE, iv).doFinal(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a value that was not sealed for this session");
        }
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        cipher.init(mode, key, new IvParameterSpec(iv));
        return cipher;
    }

    /** HKDF with SHA-256, no salt and no info (RFC 5869); one block of output is more than the key needs. */
    static SecretKey key(byte[] shared) {
        try {
            byte[] extracted = mac(new byte[32], shared);
            byte[] expanded = mac(extracted, new byte[] {1});
            SecretKey key = new SecretKeySpec(expanded, 0, BLOCK_BYTES, "AES");
            for (byte[] used : new byte[][] {shared, extracted, expanded}) {
                Arrays.fill(used, (byte) 0);
            }
            return key;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has HmacSHA256");
        }
    }

    private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    /** Unsigned, big-endian, and as long as the prime: both sides have to hash the same bytes. */
    static byte[] groupBytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] padded = new byte[GROUP_BYTES];
        int length = Math.min(signed.length, GROUP_BYTES);
        System.arraycopy(signed, signed.length - length, padded, GROUP_BYTES - length, length);
        Arrays.fill(signed, (byte) 0);
        return padded;
    }
}
