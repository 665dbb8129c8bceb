/** What a policy evaluator is given, and what it answers. */
@NullMarked
package dev.outloop.policy;

import org.jspecify.annotations.NullMarked;
