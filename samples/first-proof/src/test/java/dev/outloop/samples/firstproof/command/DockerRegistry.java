package dev.outloop.samples.firstproof.command;

import dev.outloop.testkit.fake.Canary;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's registry on a free loopback port, for one user; ended by its handle. */
final class DockerRegistry implements AutoCloseable {

    private static final int ATTEMPTS = 600;

    private final Process process;
    private final int port;

    private DockerRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static DockerRegistry start(Path directory, Canary password) throws IOException, InterruptedException {
        Path users = directory.resolve("users");
        Process hash = new ProcessBuilder("htpasswd", "-niB", "robot")
                .redirectOutput(users.toFile())
                .redirectError(directory.resolve("htpasswd.log").toFile())
                .start();
        hash.getOutputStream().write(password.bytes());
        hash.getOutputStream().close();
        if (hash.waitFor() != 0) {
            throw new IOException("htpasswd failed");
        }
        int port = freePort();
        Path data = Files.createDirectory(directory.resolve("data"));
        addRepository(data, "acme");
        addRepository(data, "globex");
        Path config = Files.writeString(directory.resolve("registry.yml"), """
                version: 0.1
                storage: { filesystem: { rootdirectory: "%s" } }
                http: { addr: "127.0.0.1:%d" }
                auth: { htpasswd: { realm: test, path: "%s" } }
                """.formatted(data, port, users));
        Process process = new ProcessBuilder("docker-registry", "serve", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("registry.log").toFile())
                .start();
        DockerRegistry registry = new DockerRegistry(process, port);
        registry.awaitStart();
        return registry;
    }

    int port() {
        return port;
    }

    /** What it answers to whom it does not know. */
    int statusWithout() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/v2/").toURL().openConnection();
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** A repository with one tag, as the registry keeps it. */
    private static void addRepository(Path data, String name) throws IOException {
        Path tag = Files.createDirectories(data.resolve("docker/registry/v2/repositories")
                .resolve(name)
                .resolve("_manifests/tags/latest/current"));
        Files.writeString(tag.resolve("link"), "sha256:" + "0".repeat(64));
    }

    private void awaitStart() throws IOException, InterruptedException {
        for (int i = 0; i < ATTEMPTS && process.isAlive(); i++) {
            try {
                statusWithout();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        close();
        throw new IOException("the registry did not start");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
