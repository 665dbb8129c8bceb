package dev.outloop.samples.firstproof.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A bus and an unlocked keyring of their own, as a desktop has them; both end with it. */
final class DesktopSession implements AutoCloseable {

    private final Path home;
    private final List<Process> processes = new ArrayList<>();
    private String address = "";

    private DesktopSession(Path home) {
        this.home = home;
    }

    static DesktopSession start() throws Exception {
        // A socket's path has at most 107 bytes (unix(7)).
        DesktopSession session = new DesktopSession(Files.createTempDirectory(Path.of("/tmp"), "ds"));
        boolean started = false;
        try {
            Files.createDirectory(
                    session.home.resolve("run"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            session.startBus();
            session.startKeyring();
            started = true;
            return session;
        } finally {
            if (!started) {
                session.close();
            }
        }
    }

    String address() {
        return address;
    }

    @Override
    public void close() throws Exception {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).destroy();
            processes.get(i).waitFor();
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void startBus() throws IOException {
        String socket = "unix:path=" + home.resolve("run/bus");
        Process bus = builder(
                        "dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address", "--address=" + socket)
                .start();
        processes.add(bus);
        BufferedReader output = bus.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("unix:")) {
                address = socket;
                return;
            }
        }
        throw new IOException("dbus-daemon ended before it listened");
    }

    /** It serves once there is a default collection, which is asked for until then. */
    private void startKeyring() throws IOException, InterruptedException {
        Process keyring = builder("gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock")
                .start();
        processes.add(keyring);
        try (OutputStream in = keyring.getOutputStream()) {
            in.write("pw\n".getBytes(StandardCharsets.UTF_8));
        }
        for (int tries = 0; tries < 200; tries++) {
            Process asked = builder(
                            "dbus-send",
                            "--session",
                            "--print-reply",
                            "--dest=org.freedesktop.secrets",
                            "/org/freedesktop/secrets",
                            "org.freedesktop.Secret.Service.ReadAlias",
                            "string:default")
                    .start();
            String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            asked.waitFor();
            if (answer.contains("/org/freedesktop/secrets/collection/")) {
                return;
            }
            Thread.sleep(50);
        }
        throw new IOException("gnome-keyring-daemon did not come up");
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("XDG_RUNTIME_DIR", home.resolve("run").toString());
        builder.environment().put("DBUS_SESSION_BUS_ADDRESS", address);
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    }
}
