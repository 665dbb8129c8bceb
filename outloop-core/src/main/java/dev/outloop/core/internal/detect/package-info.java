/** Finds secrets that nobody registered, by rules that are data. */
@NullMarked
package dev.outloop.core.internal.detect;

import org.jspecify.annotations.NullMarked;
