/** What hosts need in their own tests: a JUnit extension, AssertJ assertions, and counterparts that may be missing. */
@NullMarked
package dev.outloop.testkit;

import org.jspecify.annotations.NullMarked;
