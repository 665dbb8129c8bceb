/** A 1Password Connect server as a vault. */
@NullMarked
package dev.outloop.backend.onepassword;

import org.jspecify.annotations.NullMarked;
