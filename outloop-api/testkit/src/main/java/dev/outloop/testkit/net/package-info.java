/** Servers on the loopback interface that misbehave as told, and write down what they were sent. */
@NullMarked
package dev.outloop.testkit.net;

import org.jspecify.annotations.NullMarked;
