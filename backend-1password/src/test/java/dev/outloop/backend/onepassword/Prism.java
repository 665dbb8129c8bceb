package dev.outloop.backend.onepassword;

import dev.outloop.testkit.Counterparts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Prism, which answers with a specification's examples and refuses requests that the specification does not allow. */
final class Prism implements AutoCloseable {

    private static final String FOLDER = "OUTLOOP_NODE_MODULES";

    private final Process process;
    private final Thread drain;
    private final int port;

    private Prism(Process process, Thread drain, int port) {
        this.process = process;
        this.drain = drain;
        this.port = port;
    }

    /** Starts it and waits until it listens; skips the test where it is missing. */
    static Prism start(Path specification) throws IOException, InterruptedException {
        int port = freePort();
        Process process = new ProcessBuilder(
                        program().toString(),
                        "mock",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        specification.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("is listening")) {
                Thread drain = new Thread(() -> output.lines().forEach(more -> {}), "prism-output");
                drain.setDaemon(true);
                drain.start();
                return new Prism(process, drain, port);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("Prism ended before it listened, with " + process.waitFor());
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Ends the process that was started, and waits for that. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        drain.join(TimeUnit.SECONDS.toMillis(10));
    }

    private static Path program() {
        String folder = System.getenv(FOLDER);
        Path program = folder == null ? null : Path.of(folder, ".bin", "prism");
        if (program == null || !Files.isExecutable(program)) {
            throw Counterparts.in(System.getenv())
                    .missing("this test needs @stoplight/prism-cli in the folder that " + FOLDER + " names");
        }
        return program;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
