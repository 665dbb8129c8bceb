/** The proof on a fresh machine: a real vault, a hostile API, calls as an agent makes them, and what came of each. */
@NullMarked
package dev.outloop.samples.firstproof.proof;

import org.jspecify.annotations.NullMarked;
