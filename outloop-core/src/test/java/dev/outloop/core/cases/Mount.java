package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs drivers that mount something, in a process whose mounts nobody else sees and that end with it. */
final class Mount {

    private static final List<String> APART = List.of("unshare", "--map-root-user", "--mount");

    private Mount() {}

    /** Whether this machine lets its users have mounts of their own. */
    static boolean isPossible() throws Exception {
        Path folder = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            return run(Stream.concat(APART.stream(), Stream.of("mount", "--bind", folder + "", folder + ""))
                            .toList())
                    .isEmpty();
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    static void bind(Path from, Path to) throws Exception {
        assertThat(run(List.of("mount", "--bind", from.toString(), to.toString())))
                .isEmpty();
    }

    /** What the program says that runs drivers, apart: each with its checks, then without them. */
    static List<String> runApart(String... ids) throws Exception {
        List<String> command = new ArrayList<>(APART);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Mount.class.getName()));
        command.addAll(List.of(ids));
        return run(command).lines().toList();
    }

    public static void main(String[] ids) {
        for (String id : ids) {
            tell(id + " with its checks", () -> new CaseRun().accept(id));
            Twin twin = Twin.without(Drivers.named(id).removed());
            tell(id + " without them", () -> RemovedChecks.run(twin).accept(id));
        }
        System.exit(0);
    }

    private static void tell(String what, Runnable driver) {
        try {
            driver.run();
            say(what + ": held");
        } catch (AssertionError e) {
            boolean expected = String.valueOf(e.getMessage()).contains("expected");
            say(what + ": " + (expected ? "let through" : e.getMessage()));
        }
    }

    private static void say(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
