package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A directory that only its owner may enter, with files that only its owner may read, where the system knows such. */
final class OwnerDirectory {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;

    OwnerDirectory(Path path) {
        this.path = path.toAbsolutePath();
    }

    Path path() {
        return path;
    }

    /** Creates what is missing of the directory, and makes the names of what it created durable. */
    void create() throws IOException {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        if (existing.equals(path)) {
            return;
        }
        Files.createDirectories(path, ownerOnly("rwx------"));
        for (Path created = path; !created.equals(existing) && created.getParent() != null; ) {
            created = created.getParent();
            force(created);
        }
    }

    /** The regular file of that name, created if it is missing. */
    Path file(String name) throws IOException {
        try {
            return newFile(name);
        } catch (FileAlreadyExistsException e) {
            Path file = path.resolve(name);
            requireRegularFile(file);
            return file;
        }
    }

    /** The file of that name, which must not be there yet. */
    Path newFile(String name) throws IOException {
        return Files.createFile(path.resolve(name), ownerOnly("rw-------"));
    }

    /** Refuses a file that others may read or write, where the file system can tell. */
    void requireOwnerOnly(String name) throws IOException {
        Path file = path.resolve(name);
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
            throw new IOException("others may use " + file + "; run chmod 600, and take its content for known");
        }
    }

    /** Refuses the directory if others may use it, where the file system can tell. */
    void requireOwnersAlone() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null) {
            Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
            others.retainAll(view.readAttributes().permissions());
            if (!others.isEmpty()) {
                throw new IOException("others may use " + path + "; run chmod 700 on it");
            }
        }
    }

    /** Makes the names in the directory durable. */
    void force() throws IOException {
        force(path);
    }

    private void requireRegularFile(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is no regular file; a link could lead elsewhere");
        }
    }

    private static void force(Path directory) throws IOException {
        // Windows opens no directories, and its file system journals names by itself.
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
