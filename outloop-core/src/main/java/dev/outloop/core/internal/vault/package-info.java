/** From a configured name to an opened vault. */
@NullMarked
package dev.outloop.core.internal.vault;

import org.jspecify.annotations.NullMarked;
