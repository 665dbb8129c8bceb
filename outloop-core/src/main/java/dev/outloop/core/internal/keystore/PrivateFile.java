package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** Files that only their owner may read and write, replaced as a whole: after a crash there is the old one or the new. */
class PrivateFile {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The content, which the caller overwrites. */
    byte[] read(Path file, int maxBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > maxBytes) {
                throw new IOException("the file is too large");
            }
            ByteBuffer content = ByteBuffer.allocate((int) channel.size());
            while (content.hasRemaining() && channel.read(content) >= 0) {}
            if (content.hasRemaining()) {
                Arrays.fill(content.array(), (byte) 0);
                throw new IOException("the file changed while it was read");
            }
            return content.array();
        }
    }

    /** Puts the bytes in the file's place, durably. Calls for one file must not overlap. */
    void replace(Path file, byte[] bytes, int length) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        // What a crash left here was never anyone's file.
        Files.deleteIfExists(temporary);
        try {
            try (FileChannel channel = create(temporary)) {
                ByteBuffer content = ByteBuffer.wrap(bytes, 0, length);
                while (content.hasRemaining()) {
                    channel.write(content);
                }
                channel.force(true);
            }
            publish(temporary, file);
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
        syncDirectory(file);
    }

    /** The one step that others see. */
    void publish(Path temporary, Path file) throws IOException {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Opens a lock file, and makes it if it is not there. It is never removed, or two could lock different files. */
    FileChannel openLock(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), ownerOnly(file));
    }

    /** Refuses a file that others may read or write, where the file system can tell. */
    void requireOwnerOnly(Path file) throws IOException, VaultException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new VaultException(
                    ErrorCode.VAULT_DENIED,
                    "others may use the file " + file.getFileName()
                            + "; run chmod 600, and take its content for known");
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(file));
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)} : new FileAttribute<?>[0];
    }

    private static void syncDirectory(Path file) throws IOException {
        // Elsewhere a directory cannot be opened, and a rename is durable without.
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Path directory = Objects.requireNonNull(file.getParent(), "parent");
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
