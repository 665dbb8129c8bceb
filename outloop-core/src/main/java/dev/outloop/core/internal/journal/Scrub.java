package dev.outloop.core.internal.journal;

/** Cuts secrets out of what an agent typed, before it stands on the trail. */
@FunctionalInterface
public interface Scrub {

    /** The text without secrets of the workspace and without what has the form of one; empty if that is not possible. */
    String scrub(String text, String workspace);
}
