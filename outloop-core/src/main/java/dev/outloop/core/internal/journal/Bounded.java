package dev.outloop.core.internal.journal;

/** An audit sink that keeps its own deadline: no call of it lasts longer, so nobody has to watch it from outside. */
interface Bounded {}
