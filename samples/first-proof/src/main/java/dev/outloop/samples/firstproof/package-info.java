/** The first proof and the commands around it: a program to run, and parts that larger command lines reuse. */
@NullMarked
package dev.outloop.samples.firstproof;

import org.jspecify.annotations.NullMarked;
