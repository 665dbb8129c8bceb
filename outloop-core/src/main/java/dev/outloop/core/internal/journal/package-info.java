/** Third stage: the attempt, durable; and its outcome. */
@NullMarked
package dev.outloop.core.internal.journal;

import org.jspecify.annotations.NullMarked;
