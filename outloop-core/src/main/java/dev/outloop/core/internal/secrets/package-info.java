/** The values that must not be seen: live ones and lately rotated ones. */
@NullMarked
package dev.outloop.core.internal.secrets;

import org.jspecify.annotations.NullMarked;
