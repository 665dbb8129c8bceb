/** Reads a configuration by walking its tokens, and checks that definitions fit together. */
@NullMarked
package dev.outloop.core.internal.config;

import org.jspecify.annotations.NullMarked;
