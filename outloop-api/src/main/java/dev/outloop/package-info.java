/** The broker: what an adapter that serves agents may hold, and what only the person's side holds. */
@NullMarked
package dev.outloop;

import org.jspecify.annotations.NullMarked;
