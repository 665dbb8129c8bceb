/** Fifth stage: the request on the wire, and the raw response. */
@NullMarked
package dev.outloop.core.internal.dispatch;

import org.jspecify.annotations.NullMarked;
