/** The keychain of macOS: generic passwords through Security.framework. */
@NullMarked
package dev.outloop.backend.keychain.internal.macos;

import org.jspecify.annotations.NullMarked;
