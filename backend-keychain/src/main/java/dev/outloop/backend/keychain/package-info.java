/** Secrets from the keychain of the operating system. */
@NullMarked
package dev.outloop.backend.keychain;

import org.jspecify.annotations.NullMarked;
