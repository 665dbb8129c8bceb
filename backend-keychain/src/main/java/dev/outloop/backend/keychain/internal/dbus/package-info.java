/** The little of D-Bus that one service needs: calls, replies and one signal over a Unix socket. */
@NullMarked
package dev.outloop.backend.keychain.internal.dbus;

import org.jspecify.annotations.NullMarked;
