/** The order of the stages, and nothing else. */
@NullMarked
package dev.outloop.core.internal.pipeline;

import org.jspecify.annotations.NullMarked;
