package dev.outloop.core.internal.journal;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;

/** What a trail's keys come from: a secret of a vault, or else a file beside the trail. */
public final class AuditSecret {

    /** The file, for its owner alone. */
    public static final String FILE_NAME = "trail.key";

    private static final int MAX_BYTES = 4096;

    private AuditSecret() {}

    /** The key that belongs to a secret, which stays open. @throws IllegalArgumentException if it is too short */
    public static FingerprintKey fingerprintKey(Secret secret) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        try {
            return FingerprintKey.derivedFrom(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The key that belongs to the file in the trail's folder, which is made if it is missing; for who holds its lock. */
    public static FingerprintKey fingerprintKey(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        byte[] bytes;
        try {
            bytes = read(file);
        } catch (NoSuchFileException e) {
            bytes = create(file);
        }
        try {
            return FingerprintKey.derivedFrom(bytes);
        } catch (IllegalArgumentException e) {
            throw new IOException("the file " + file + " is no key of a trail");
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), MAX_BYTES));
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
            return bytes.array();
        }
    }

    private static byte[] create(Path file) throws IOException {
        byte[] bytes = new byte[FingerprintKey.MIN_SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer content = ByteBuffer.wrap(bytes);
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        return bytes;
    }
}
