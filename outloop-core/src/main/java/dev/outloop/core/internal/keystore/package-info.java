/** The vault that needs nothing but the Java runtime: a PKCS#12 file. */
@NullMarked
package dev.outloop.core.internal.keystore;

import org.jspecify.annotations.NullMarked;
