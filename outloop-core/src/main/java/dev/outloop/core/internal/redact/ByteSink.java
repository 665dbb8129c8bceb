package dev.outloop.core.internal.redact;

/** One step of a body's way from the wire to the agent. The array belongs to the caller and is not changed. */
interface ByteSink {

    /** Takes more bytes. */
    void write(byte[] bytes, int offset, int length) throws Withheld;

    /** Says that no more come; called once, and not after a failure. */
    void end() throws Withheld;
}
