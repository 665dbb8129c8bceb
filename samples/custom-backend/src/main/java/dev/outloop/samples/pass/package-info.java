/** The standard Unix password store as a vault: a new vault in one class. */
@NullMarked
package dev.outloop.samples.pass;

import org.jspecify.annotations.NullMarked;
