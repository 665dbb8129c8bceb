/** Why a request was refused or stopped. */
@NullMarked
package dev.outloop.error;

import org.jspecify.annotations.NullMarked;
