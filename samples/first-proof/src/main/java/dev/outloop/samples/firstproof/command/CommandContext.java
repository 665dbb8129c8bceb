package dev.outloop.samples.firstproof.command;

import dev.outloop.core.OutloopBroker;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What commands need of the process that they run in: its streams, whether a person sits there, and the time. Immutable;
 * the streams stay open.
 */
public final class CommandContext {

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean showsToPerson;
    private final boolean errShowsToPerson;
    private final @Nullable HiddenPrompt prompt;
    private final Clock clock;
    private final UnaryOperator<OutloopBroker.Builder> composition;

    /** Asks a person for a secret without showing what is typed. */
    @FunctionalInterface
    public interface HiddenPrompt {
        /** What was typed, which the caller overwrites; null if the input ended. */
        char @Nullable [] ask(String question);
    }

    private CommandContext(
            InputStream in,
            PrintStream out,
            PrintStream err,
            boolean showsToPerson,
            boolean errShowsToPerson,
            @Nullable HiddenPrompt prompt,
            Clock clock,
            UnaryOperator<OutloopBroker.Builder> composition) {
        this.in = Objects.requireNonNull(in, "in");
        this.out = Objects.requireNonNull(out, "out");
        this.err = Objects.requireNonNull(err, "err");
        this.showsToPerson = showsToPerson;
        this.errShowsToPerson = errShowsToPerson;
        this.prompt = prompt;
        this.clock = Objects.requireNonNull(clock, "clock");
        this.composition = Objects.requireNonNull(composition, "composition");
    }

    /** Streams that no person sits at. */
    public static CommandContext of(InputStream in, PrintStream out, PrintStream err, Clock clock) {
        return new CommandContext(in, out, err, false, false, null, clock, UnaryOperator.identity());
    }

    /** The streams of this process, in UTF-8. */
    public static CommandContext ofProcess(Clock clock) {
        boolean typed = Descriptor.IN.isTerminal();
        Console console = typed ? System.console() : null;
        return new CommandContext(
                typed ? InputStream.nullInputStream() : new FileInputStream(FileDescriptor.in),
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Descriptor.OUT.isTerminal(),
                Descriptor.ERR.isTerminal(),
                console == null ? null : question -> console.readPassword("%s", question),
                clock,
                UnaryOperator.identity());
    }

    /** This context with its output on a terminal. */
    public CommandContext showingToPerson() {
        return new CommandContext(in, out, err, true, errShowsToPerson, prompt, clock, composition);
    }

    /** This context with everything else than results on a terminal. */
    public CommandContext errShowingToPerson() {
        return new CommandContext(in, out, err, showsToPerson, true, prompt, clock, composition);
    }

    /** This context with a person to ask. */
    public CommandContext asking(HiddenPrompt person) {
        return new CommandContext(
                in,
                out,
                err,
                showsToPerson,
                errShowsToPerson,
                Objects.requireNonNull(person, "person"),
                clock,
                composition);
    }

    /** This context with brokers that perform calls composed further: own vaults, policies, redactors, a listener. */
    public CommandContext composing(UnaryOperator<OutloopBroker.Builder> further) {
        return new CommandContext(in, out, err, showsToPerson, errShowsToPerson, prompt, clock, further);
    }

    /** Standard input; empty where it is a terminal. */
    public InputStream in() {
        return in;
    }

    /** Where results go. */
    public PrintStream out() {
        return out;
    }

    /** Where everything else goes. */
    public PrintStream err() {
        return err;
    }

    /** Whether results go to a terminal, which obeys control characters. */
    public boolean showsToPerson() {
        return showsToPerson;
    }

    /** Whether everything else than results goes to a terminal, where a line may be written over. */
    public boolean errShowsToPerson() {
        return errShowsToPerson;
    }

    /** The time. */
    public Clock clock() {
        return clock;
    }

    /** What a host adds to the composition of a broker. */
    UnaryOperator<OutloopBroker.Builder> composition() {
        return composition;
    }

    /** How to ask a person for a secret; null where nobody can be asked. */
    @Nullable
    HiddenPrompt prompt() {
        return prompt;
    }
}
