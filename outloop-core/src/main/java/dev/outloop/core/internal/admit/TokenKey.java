package dev.outloop.core.internal.admit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes of a token what is kept of it: HMAC-SHA256 (RFC 2104) under a key of this broker, so that what is kept opens
 * nothing, here or elsewhere. Thread-safe.
 */
public final class TokenKey {

    private static final int BYTES = 32;
    private static final String MAC = "HmacSHA256";
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Mac prototype;
    private final boolean fresh;

    private TokenKey(byte[] key, boolean fresh) {
        this.fresh = fresh;
        try {
            prototype = Mac.getInstance(MAC);
            prototype.init(new SecretKeySpec(key, MAC));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** A key that nobody keeps. */
    public static TokenKey random() {
        return new TokenKey(randomBytes(), true);
    }

    /**
     * The key in a file that only its owner may read; made and durable if there is none.
     *
     * @throws IOException if it cannot be read or made, is open to others or damaged
     */
    public static TokenKey open(Path file) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] key = randomBytes();
            create(file, key);
            return new TokenKey(key, true);
        }
        requireOwnerOnly(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            ByteBuffer read = ByteBuffer.allocate(BYTES + 1);
            while (read.hasRemaining() && channel.read(read) >= 0) {}
            if (read.position() != BYTES) {
                throw refused(file, "is no key of tokens; restore it, or delete it and issue new tokens");
            }
            byte[] key = Arrays.copyOf(read.array(), BYTES);
            Arrays.fill(read.array(), (byte) 0);
            return new TokenKey(key, false);
        }
    }

    /** Whether it was made just now, so that nothing kept earlier is under it. */
    boolean isFresh() {
        return fresh;
    }

    /** What is kept of a token, in hexadecimal digits. */
    String hash(byte[] token) {
        try {
            Mac mac = (Mac) prototype.clone();
            return HexFormat.of().formatHex(mac.doFinal(token));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this platform's " + MAC + " cannot be copied", e);
        }
    }

    /** A crash leaves the whole key or none: it gets its name when it is on disk. */
    private static void create(Path file, byte[] key) throws IOException {
        Path unnamed = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unnamed);
        boolean posix = Files.getFileStore(file.toAbsolutePath().getParent())
                .supportsFileAttributeView(PosixFileAttributeView.class);
        FileAttribute<?>[] attributes =
                posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)} : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(
                unnamed, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(key);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        try {
            Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(unnamed, file);
        }
        if (posix) {
            try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw refused(file, "may be read or written by others; run chmod 600, then issue new tokens");
        }
    }

    private static byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    private static IOException refused(Path file, String why) {
        return new FileSystemException(file + " " + why);
    }
}
