package dev.outloop.samples.firstproof.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A stream of this process, and what it is connected to: Java 17 only tells about both at once. */
enum Descriptor {
    IN(0),
    OUT(1),
    ERR(2);

    private static final int FORMAT = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;

    private final int number;

    Descriptor(int number) {
        this.number = number;
    }

    /**
     * Whether it may be a terminal. In doubt it is one: control characters are then made visible, and a secret is asked
     * for without showing it.
     */
    boolean isTerminal() {
        try {
            Object mode = Files.getAttribute(Path.of("/dev/fd/" + number), "unix:mode");
            return !(mode instanceof Integer bits) || (bits & FORMAT) == CHARACTER_DEVICE;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException | SecurityException e) {
            return true;
        }
    }
}
