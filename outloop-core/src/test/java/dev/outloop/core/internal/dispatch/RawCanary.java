package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.lease.LeasedAction;
import java.io.InputStream;
import java.util.List;

/** An answer to a leased action that nobody sent. */
public final class RawCanary {

    private RawCanary() {}

    public static RawResponse answer(LeasedAction leased, InputStream body) {
        return new RawResponse(leased, 200, "OK", List.of(), body);
    }
}
