package dev.outloop.action;

/** Whether an attempt that failed did something at the service. This set is closed. */
public enum Effect {
    /** Nothing was sent; the request may be tried again. */
    NONE,
    /** The service answered, so whatever the request does was done. */
    HAPPENED,
    /** Bytes were sent and no complete answer came; look before trying again. */
    UNKNOWN
}
