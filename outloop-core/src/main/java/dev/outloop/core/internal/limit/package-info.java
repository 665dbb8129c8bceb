/** Limits: what each request is charged with, and the store that keeps what they have come to. */
@NullMarked
package dev.outloop.core.internal.limit;

import org.jspecify.annotations.NullMarked;
