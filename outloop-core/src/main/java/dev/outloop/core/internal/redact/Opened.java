package dev.outloop.core.internal.redact;

import java.util.List;

/** Closes what one response has opened: inflaters, scanners, the checker's values. */
final class Opened {

    private Opened() {}

    static void closeAll(List<AutoCloseable> opened) {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                // The response is over, and the others have to be closed too.
            }
        }
    }
}
