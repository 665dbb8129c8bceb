package dev.outloop.samples.firstproof;

import dev.outloop.samples.firstproof.command.CommandContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Runs the program in this process, or in one of its own. */
public final class Program {

    private byte[] input = {};
    private UnaryOperator<CommandContext> setting = context -> context;

    /** How a run ended. */
    public record Run(int exitCode, byte[] outBytes, String err) {

        public String out() {
            return new String(outBytes, StandardCharsets.UTF_8);
        }

        /** Everything that anybody could read. */
        public String all() {
            return out() + "\n" + err;
        }
    }

    public static Run run(String... arguments) {
        return new Program().with(arguments);
    }

    /** With this on standard input. */
    public Program input(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    public Program input(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    public Program in(UnaryOperator<CommandContext> changed) {
        setting = changed;
        return this;
    }

    public Run with(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = setting.apply(CommandContext.of(
                new ByteArrayInputStream(input),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC()));
        int exitCode = FirstProof.commandLine(context).execute(arguments);
        return new Run(exitCode, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** A command that starts a main class with this test's class path. */
    public static ProcessBuilder process(Class<?> main, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }
}
