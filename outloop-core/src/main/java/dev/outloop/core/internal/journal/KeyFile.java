package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.Arrays;

/** The secret that a trail's keys are derived from, in a file beside it when nobody gives one. */
final class KeyFile {

    private static final int BYTES = TrailKeys.MIN_SECRET_BYTES;
    private static final int MAX_BYTES = 4096;

    private KeyFile() {}

    /**
     * The secret in the directory, which the caller closes; made and durable if there is none.
     *
     * @param begun whether the trail has a segment already, so that a secret which is too short was not just being made
     */
    static Secret secret(Folder folder, boolean begun) throws IOException {
        try (Storage file = folder.open(TrailFormat.KEY_NAME)) {
            folder.requireOwnerOnly(TrailFormat.KEY_NAME);
            long size = file.size();
            if (size < BYTES && !begun) {
                return create(folder, file);
            }
            if (size < BYTES || size > MAX_BYTES) {
                throw none(file);
            }
            byte[] bytes = file.readAll(0, (int) size);
            // A crash may keep the length of what was being made, and not the bytes: a key that anybody has.
            if (isHole(bytes)) {
                if (begun) {
                    throw none(file);
                }
                return create(folder, file);
            }
            return take(bytes);
        } catch (NoSuchFileException e) {
            try (Storage file = folder.create(TrailFormat.KEY_NAME)) {
                return create(folder, file);
            }
        }
    }

    private static IOException none(Storage file) {
        return new IOException(
                file.name() + " is no key of an audit trail; restore it, or delete it to go on with a new one");
    }

    private static boolean isHole(byte[] bytes) {
        for (byte b : bytes) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static Secret create(Folder folder, Storage file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        try {
            file.truncate(0);
            file.writeAll(0, bytes);
            file.force();
            folder.force();
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Secret take(byte[] bytes) {
        try {
            return Secret.copyOf(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
