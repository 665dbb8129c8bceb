/** How secrets are asked of Doppler's API, and what its answers mean. */
@NullMarked
package dev.outloop.backend.doppler.internal;

import org.jspecify.annotations.NullMarked;
