/** What hosts and vendors implement. */
@NullMarked
package dev.outloop.spi;

import org.jspecify.annotations.NullMarked;
