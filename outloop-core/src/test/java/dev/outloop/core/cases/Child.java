package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.AuditTrail;
import dev.outloop.testkit.net.Reply;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Another Java process that runs drivers, or a call that does not end. */
final class Child {

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    static Child start(List<String> options, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HTTPS_PROXY", "http://127.0.0.1:9");
        builder.environment().put("HTTP_PROXY", "http://127.0.0.1:9");
        builder.redirectError(Files.createTempFile("outloop-child", ".log").toFile());
        return new Child(builder.start());
    }

    String finish() throws Exception {
        String all = output.lines().collect(Collectors.joining("\n"));
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return all;
    }

    void awaitLine(String line) throws Exception {
        String read = output.readLine();
        assertThat(read).isEqualTo(line);
    }

    void terminate() throws Exception {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("hang")) {
            hang(Path.of(arguments[1]));
            return;
        }
        for (String id : arguments) {
            Drivers.named(id).run();
        }
        say(arguments.length + " held");
    }

    private static void hang(Path trail) throws Exception {
        try (Bench bench =
                Bench.open(yaml -> yaml, builder -> builder, own -> AuditTrail.open(trail, Clock.systemUTC()))) {
            bench.good.answer(request -> {
                say("asked");
                return Reply.nothing().thenHang();
            });
            bench.perform(bench.get("/items").build());
        }
    }

    private static void say(String text) {
        byte[] line = (text + "\n").getBytes(StandardCharsets.US_ASCII);
        System.out.write(line, 0, line.length);
        System.out.flush();
    }
}
