/** Secret bytes, references to them, and loans of them. */
@NullMarked
package dev.outloop.secret;

import org.jspecify.annotations.NullMarked;
