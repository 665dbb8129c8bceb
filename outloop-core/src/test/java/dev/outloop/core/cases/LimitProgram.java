package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.OutloopBroker;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another process with a broker that uses up a budget from many threads, until it is killed or denied. */
public final class LimitProgram {

    static final int THREADS = 8;

    private LimitProgram() {}

    /** Its arguments: the folder, the service's port, the budget. */
    public static void main(String[] arguments) throws Exception {
        LimitDefinition budget =
                LimitDefinition.budget("all", Per.TENANT, Measure.CALLS, new BigDecimal(arguments[2]), null);
        OutloopBroker control =
                LimitBench.open(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Clock.systemUTC(), budget);
        for (int i = 0; i < THREADS; i++) {
            new Thread(() -> untilDenied(control)).start();
        }
    }

    private static void untilDenied(OutloopBroker control) {
        while (true) {
            ActionResult result = control.broker()
                    .perform(ActionRequest.action(control.assertCaller("a", "codex"), "shop", "get")
                            .build());
            String code =
                    result instanceof ActionResult.Denied denied ? denied.code().name() : "";
            TrailProgram.say(
                    result instanceof ActionResult.Completed ? "done" : code.isEmpty() ? result.toString() : code);
            if (!code.isEmpty()) {
                TrailProgram.stayAt("denied");
            }
        }
    }

    static Running start(Path directory, int port, int budget) throws IOException {
        Path errors = Files.createTempFile("outloop-child", ".log");
        return new Running(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LimitProgram.class.getName(),
                        directory.toString(),
                        Integer.toString(port),
                        Integer.toString(budget))
                .redirectError(errors.toFile())
                .start());
    }

    /** One that runs; closing it kills it as {@code kill -9} does. */
    static final class Running implements AutoCloseable {
        private final Process process;
        private final BufferedReader output;

        private Running(Process process) {
            this.process = process;
            this.output = process.inputReader(StandardCharsets.US_ASCII);
        }

        void awaitCalls(int calls) throws IOException {
            for (int i = 0; i < calls; i++) {
                assertThat(output.readLine()).isEqualTo("done");
            }
        }

        void awaitLine(String expected) throws IOException {
            String line;
            do {
                line = output.readLine();
            } while (List.of("done").contains(String.valueOf(line)));
            assertThat(line).isEqualTo(expected);
        }

        @Override
        public void close() throws Exception {
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            output.close();
        }
    }
}
