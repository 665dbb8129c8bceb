/** The keychain of Linux desktops: the Secret Service. */
@NullMarked
package dev.outloop.backend.keychain.internal.secretservice;

import org.jspecify.annotations.NullMarked;
