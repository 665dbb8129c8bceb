package dev.outloop.core.internal.journal;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** What a trail's keys come from: a secret of a vault, or else a file beside the trail. */
public final class AuditSecret {

    private static final int MAX_BYTES = 4096;

    private AuditSecret() {}

    /** Refuses a secret that is too short to derive keys from, with an {@link IllegalArgumentException}. */
    public static void requireLongEnough(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        Arrays.fill(bytes, (byte) 0);
        if (bytes.length < FingerprintKey.MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("the key of an audit trail needs at least 32 bytes");
        }
    }

    /** The key that belongs to a secret, which stays open. @throws IllegalArgumentException if it is too short */
    public static FingerprintKey fingerprintKey(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        try {
            return FingerprintKey.derivedFrom(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The key that belongs to the file in the folder of a trail that is open. */
    public static FingerprintKey fingerprintKey(Path folder) throws IOException {
        Path file = folder.resolve(TrailFormat.KEY_NAME);
        byte[] bytes = read(file);
        try {
            return FingerprintKey.derivedFrom(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("the file " + file + " is no key of a trail");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_BYTES));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.array();
        }
    }
}
