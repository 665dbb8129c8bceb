/** How the Connect server is asked. Not for use from outside this module. */
@NullMarked
package dev.outloop.backend.onepassword.internal;

import org.jspecify.annotations.NullMarked;
