/** Proof that a security test can fail: the same program with one check taken out. */
@NullMarked
package dev.outloop.testkit.twin;

import org.jspecify.annotations.NullMarked;
