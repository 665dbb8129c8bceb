/** The engine: how a host composes a broker. */
@NullMarked
package dev.outloop.core;

import org.jspecify.annotations.NullMarked;
