/** What all keychains have in common. */
@NullMarked
package dev.outloop.backend.keychain.internal;

import org.jspecify.annotations.NullMarked;
