/** What the redaction catches and what it misses, form by form and way by way. */
@NullMarked
package dev.outloop.benchmarks.leak;

import org.jspecify.annotations.NullMarked;
