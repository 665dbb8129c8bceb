/** Sixth stage: what the agent may see of the response. */
@NullMarked
package dev.outloop.core.internal.redact;

import org.jspecify.annotations.NullMarked;
