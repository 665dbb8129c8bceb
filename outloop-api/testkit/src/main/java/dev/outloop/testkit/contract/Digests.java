package dev.outloop.testkit.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.outloop.testkit.fake.Canary;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** What a careless vault would derive a version from. */
final class Digests {

    private Digests() {}

    /** The common digests of a value, as bytes; and its hash code and checksum in decimal and hexadecimal. */
    static List<byte[]> of(byte[] value) throws GeneralSecurityException {
        List<byte[]> digests = new ArrayList<>();
        for (String algorithm : List.of("MD5", "SHA-1", "SHA-256", "SHA-512")) {
            digests.add(MessageDigest.getInstance(algorithm).digest(value));
        }
        CRC32 checksum = new CRC32();
        checksum.update(value);
        for (long number : new long[] {checksum.getValue(), Integer.toUnsignedLong(Arrays.hashCode(value))}) {
            digests.add(String.format(Locale.ROOT, "%08d", number).getBytes(US_ASCII));
            digests.add(String.format(Locale.ROOT, "%08x", number).getBytes(US_ASCII));
            digests.add(Integer.toString((int) number).getBytes(US_ASCII));
        }
        return digests;
    }

    /** Whether the first eight bytes of a digest are in a version, in any simple encoding. */
    static Predicate<byte[]> isIn(String version) {
        return digest ->
                digest.length >= 8 && Canary.of(Arrays.copyOf(digest, 8)).isFoundIn(version);
    }
}
