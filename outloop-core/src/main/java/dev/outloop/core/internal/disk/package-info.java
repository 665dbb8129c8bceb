/** One folder of the owner's own, its files and its lock, for whatever has to survive a crash. */
@NullMarked
package dev.outloop.core.internal.disk;

import org.jspecify.annotations.NullMarked;
