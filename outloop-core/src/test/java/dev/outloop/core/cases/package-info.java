/** The adversarial cases as drivers, each with its permissive twin. */
@org.jspecify.annotations.NullMarked
package dev.outloop.core.cases;
