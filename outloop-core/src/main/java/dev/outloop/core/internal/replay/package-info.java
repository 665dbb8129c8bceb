/** Judges what a trail recorded by other definitions, and says honestly where the trail does not hold enough for that. */
@NullMarked
package dev.outloop.core.internal.replay;

import org.jspecify.annotations.NullMarked;
