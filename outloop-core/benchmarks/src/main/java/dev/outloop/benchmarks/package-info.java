/** What the broker costs, measured beside what it is compared with. */
@NullMarked
package dev.outloop.benchmarks;

import org.jspecify.annotations.NullMarked;
