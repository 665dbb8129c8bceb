/** Doppler as a vault. */
@NullMarked
package dev.outloop.backend.doppler;

import org.jspecify.annotations.NullMarked;
