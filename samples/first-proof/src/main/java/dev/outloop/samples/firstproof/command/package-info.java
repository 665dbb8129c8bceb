/**
 * Commands over a configuration, one class each, that any picocli command line can add: what they need of the process
 * is in their {@link dev.outloop.samples.firstproof.command.CommandContext}.
 */
@NullMarked
package dev.outloop.samples.firstproof.command;

import org.jspecify.annotations.NullMarked;
