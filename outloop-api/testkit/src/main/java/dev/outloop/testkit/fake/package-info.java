/** Stand-ins that count their calls, a clock to turn by hand, and marked secret values. */
@NullMarked
package dev.outloop.testkit.fake;

import org.jspecify.annotations.NullMarked;
