package dev.outloop.core.internal.journal;

/** A sink that keeps a deadline of its own, so that the engine puts none round it. */
interface Bounded {}
