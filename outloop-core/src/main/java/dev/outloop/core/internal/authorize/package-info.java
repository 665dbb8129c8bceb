/** Second stage: whether policy allows it. */
@NullMarked
package dev.outloop.core.internal.authorize;

import org.jspecify.annotations.NullMarked;
