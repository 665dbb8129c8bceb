package dev.outloop.core.internal.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Which folder it is, whatever leads to it: two are equal only if path, file and making are the same.
 *
 * @param real the path without links
 * @param key the file system's own name for the folder: device and inode where it has them, else the real path
 * @param created when it was made, where the file system tells; else empty. A file system gives the inode of a deleted
 *     folder to the next one, so the key alone does not tell the two apart.
 */
public record FolderIdentity(Path real, String key, String created) {

    /**
     * The folder that a path leads to now.
     *
     * @throws IOException if there is none; {@link NotDirectoryException} if it is something else
     */
    public static FolderIdentity of(Path path) throws IOException {
        Path real = path.toRealPath();
        BasicFileAttributes attributes =
                Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isDirectory()) {
            throw new NotDirectoryException("a folder is expected");
        }
        return new FolderIdentity(real, key(real, attributes), created(real, attributes));
    }

    /** The key of the folder at a path without links. */
    public static String key(Path real) throws IOException {
        return key(real, Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }

    private static String key(Path real, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? real.toString() : key.toString();
    }

    /**
     * Where the time of making is not known, Java gives that of the last change in its place. Then it is the same for every
     * folder above on that device as well, which for true times does not happen: a folder changes when something in it is
     * made.
     */
    private static String created(Path real, BasicFileAttributes attributes) throws IOException {
        String device = device(key(real, attributes));
        BasicFileAttributes at = attributes;
        for (Path above = real; above != null && device(key(above, at)).equals(device); ) {
            if (!at.creationTime().equals(at.lastModifiedTime())) {
                return text(attributes.creationTime());
            }
            above = above.getParent();
            if (above != null) {
                at = Files.readAttributes(above, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return "";
    }

    /**
     * The part of a key that all of one device have: keys are {@code (dev=…,ino=…)} on POSIX systems. Elsewhere it is empty.
     */
    public static String device(String key) {
        return key.startsWith("(dev=") ? key.substring(0, Math.max(0, key.indexOf(','))) : "";
    }

    private static String text(FileTime time) {
        return time.toInstant().toString();
    }
}
