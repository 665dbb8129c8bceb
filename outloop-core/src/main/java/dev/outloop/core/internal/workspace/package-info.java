/** Folders on this machine: which one a path leads to, and whether it is still the one that was approved. */
@NullMarked
package dev.outloop.core.internal.workspace;

import org.jspecify.annotations.NullMarked;
