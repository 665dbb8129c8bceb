package dev.outloop.identity;

/**
 * A workspace and a runtime, proven: whoever holds one may ask for what is approved for that pair, and nothing else.
 *
 * <p>Only a broker makes callers, and it recognises its own: one of another broker, or of a class that a host wrote, is
 * refused with {@code CALLER_NOT_RECOGNISED}. Not for implementing. Immutable and thread-safe.
 */
public interface Caller {

    /** The workspace that this caller works in. */
    Workspace workspace();

    /** The program that the agent runs in. */
    AgentRuntime runtime();
}
