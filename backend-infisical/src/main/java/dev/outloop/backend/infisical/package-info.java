/** Credentials from Infisical. */
@NullMarked
package dev.outloop.backend.infisical;

import org.jspecify.annotations.NullMarked;
