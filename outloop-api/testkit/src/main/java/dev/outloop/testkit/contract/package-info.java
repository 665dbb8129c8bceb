/** What every implementation of an SPI role has to do, as JUnit 5 interfaces to implement. */
@NullMarked
package dev.outloop.testkit.contract;

import org.jspecify.annotations.NullMarked;
