/** What is written to the trail. */
@NullMarked
package dev.outloop.audit;

import org.jspecify.annotations.NullMarked;
