/** Approvals: what waits for a person, what persons said to it, and how often that was used. */
@NullMarked
package dev.outloop.core.internal.approve;

import org.jspecify.annotations.NullMarked;
