package dev.outloop;

import dev.outloop.action.ActionResult;
import dev.outloop.action.ResponseHandler;

/** One request on its way. It is performed at most once; cancelling is for any thread. */
public interface Call {

    /** The id under which the trail has it. */
    String id();

    /**
     * Performs the request and returns how it ended, for every expected end; a body is held in memory within the
     * service's bounds.
     *
     * @throws IllegalStateException if the call was performed already
     */
    ActionResult perform();

    /**
     * Performs the request and gives the response to the handler while it arrives.
     *
     * @throws IllegalStateException if the call was performed already
     */
    ActionResult perform(ResponseHandler handler);

    /** Ends the exchange, also before it started; the result is then {@code Failed} or {@code Denied} with CANCELLED. */
    void cancel();
}
