package dev.outloop.core.internal.authorize;

import dev.outloop.action.Effect;
import java.util.Map;

/** What one call was given of limits. Settled once; later calls change nothing. Thread-safe. */
public interface Reserved {

    /** Nothing. */
    Reserved NOTHING = (effect, responseBytes) -> {};

    /** What it is charged with at first, as plain numbers by the names of the limits; for the trail. */
    default Map<String, String> charges() {
        return Map.of();
    }

    /**
     * Says what became of the call.
     *
     * @param effect NONE gives everything back; UNKNOWN gives nothing back but that it is no longer under way
     * @param responseBytes how many bytes of the response the agent got, if it HAPPENED
     */
    void settle(Effect effect, long responseBytes);
}
