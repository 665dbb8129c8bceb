package dev.outloop.core.internal.journal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;

/** Ed25519 public keys in the encoding of RFC 8032, section 5.1.2: y in little-endian order, the top bit says of x. */
final class PublicKeys {

    private static final int TOP_BIT = 0x80;
    private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

    private PublicKeys() {}

    /** 64 lower-case hexadecimal digits. */
    static String hex(EdECPublicKey key) {
        byte[] bigEndian = key.getPoint().getY().toByteArray();
        byte[] bytes = new byte[TrailKeys.KEY_BYTES];
        for (int i = 0; i < Math.min(bytes.length, bigEndian.length); i++) {
            bytes[i] = bigEndian[bigEndian.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            bytes[bytes.length - 1] |= (byte) TOP_BIT;
        }
        return TrailFormat.hex(bytes);
    }

    /**
     * The key with that encoding.
     *
     * @throws GeneralSecurityException if it is none
     */
    static PublicKey parse(String hex) throws GeneralSecurityException {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new InvalidKeySpecException("a public key has 64 lower-case hexadecimal digits");
        }
        byte[] bytes = TrailFormat.bytes(hex);
        int last = bytes.length - 1;
        boolean isXOdd = (bytes[last] & TOP_BIT) != 0;
        bytes[last] = (byte) (bytes[last] & ~TOP_BIT);
        byte[] bigEndian = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            bigEndian[i] = bytes[last - i];
        }
        BigInteger y = new BigInteger(1, bigEndian);
        if (y.compareTo(PRIME) >= 0) {
            throw new InvalidKeySpecException("no point of the curve");
        }
        EdECPoint point = new EdECPoint(isXOdd, y);
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
    }
}
