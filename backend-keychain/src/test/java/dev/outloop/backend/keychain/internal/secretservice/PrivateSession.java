package dev.outloop.backend.keychain.internal.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.backend.keychain.internal.dbus.BusAddress;
import dev.outloop.backend.keychain.internal.dbus.BusCall;
import dev.outloop.backend.keychain.internal.dbus.BusConnection;
import dev.outloop.backend.keychain.internal.dbus.BusReader;
import dev.outloop.testkit.Counterparts;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A message bus of its own, with a home of its own and nothing that starts by itself, and on it, once it is started, a
 * real gnome-keyring. What was started is ended by its process when this closes.
 */
final class PrivateSession implements AutoCloseable {

    private static final String POLICY = """
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
              "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path=%s</listen>
              <auth>EXTERNAL</auth>
              <policy context="default">
                <allow send_destination="*" eavesdrop="true"/>
                <allow eavesdrop="true"/>
                <allow own="*"/>
              </policy>
            </busconfig>
            """;

    static final String LOGIN = "/org/freedesktop/secrets/collection/login";

    private static final String BUS = "org.freedesktop.DBus";

    private final Path home;
    private final Path socket;
    private final List<Process> processes = new ArrayList<>();
    private Process keyring;

    private PrivateSession(Path home) {
        this.home = home;
        this.socket = home.resolve("run/bus");
    }

    /** A bus without any service. */
    static PrivateSession start() throws Exception {
        return start(List.of());
    }

    /** A bus of another user; needs the rights to start a program as one. */
    static PrivateSession startAsNobody() throws Exception {
        return start(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }

    private static PrivateSession start(List<String> prefix) throws Exception {
        // The socket lies in here, and a socket's path has at most 107 bytes (unix(7)).
        PrivateSession session = new PrivateSession(Files.createTempDirectory(Path.of("/tmp"), "ks"));
        Files.createDirectory(
                session.home.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path config = Files.writeString(session.home.resolve("bus.conf"), POLICY.formatted(session.socket));
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("dbus-daemon", "--nofork", "--nopidfile", "--print-address", "--config-file=" + config));
        if (!prefix.isEmpty()) {
            UserPrincipal nobody =
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("65534");
            Files.setOwner(session.home, nobody);
            Files.setOwner(session.home.resolve("run"), nobody);
        }
        Process bus = session.builder(command.toArray(new String[0])).start();
        session.processes.add(bus);
        // It prints its address when it listens, and maybe before that a word about the machine's limits.
        BufferedReader output = bus.inputReader();
        String line;
        do {
            line = output.readLine();
            assertThat(line).as("the bus's address").isNotNull();
        } while (!line.startsWith("unix:"));
        return session;
    }

    /** A bus with a keyring that is unlocked and has a default collection. */
    static PrivateSession withKeyring() throws Exception {
        PrivateSession session = start();
        session.startKeyring(true);
        return session;
    }

    /** Starts gnome-keyring; unlocking makes the default collection if there is none yet. */
    void startKeyring(boolean unlock) throws Exception {
        List<String> command = new ArrayList<>(List.of("gnome-keyring-daemon", "--foreground", "--components=secrets"));
        if (unlock) {
            command.add("--unlock");
        }
        try (BusConnection bus = connect()) {
            bus.subscribe("/org/freedesktop/DBus", BUS, "NameOwnerChanged");
            keyring = builder(command.toArray(new String[0]))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(keyring);
            keyring.getOutputStream().write("pw\n".getBytes(StandardCharsets.UTF_8));
            keyring.getOutputStream().close();
            String changed;
            do {
                changed = bus.awaitSignal(BUS, "/org/freedesktop/DBus", "NameOwnerChanged")
                        .read("sss", BusReader::string);
            } while (!changed.equals("org.freedesktop.secrets"));
            // It owns its name before it has made the default collection.
            while (unlock && !hasDefault(bus)) {
                Thread.onSpinWait();
            }
        }
    }

    private static boolean hasDefault(BusConnection bus) throws Exception {
        String collection = bus.call(SecretServiceCalls.readAlias("default")).read("o", BusReader::string);
        return !collection.equals("/");
    }

    /** Ends gnome-keyring, as logging out does; what it has on disk stays. */
    void stopKeyring() throws Exception {
        end(keyring);
        processes.remove(keyring);
    }

    /** Makes gnome-keyring hang; it has to be resumed, since a stopped process does not end. */
    void suspendKeyring() throws Exception {
        run("", "kill", "-STOP", Long.toString(keyring.pid()));
    }

    /** Lets it go on. */
    void resumeKeyring() throws Exception {
        run("", "kill", "-CONT", Long.toString(keyring.pid()));
    }

    /** Locks the default collection of a running keyring. */
    void lock() throws Exception {
        try (BusConnection bus = connect()) {
            bus.call(BusCall.of(
                            "org.freedesktop.secrets",
                            "/org/freedesktop/secrets",
                            "org.freedesktop.Secret.Service",
                            "Lock")
                    .with("ao", out -> out.array(4, paths -> paths.string(LOGIN))));
        }
    }

    /** Takes the place of the program that shows dialogs, and answers nothing. */
    BusConnection silentPrompter() throws Exception {
        BusConnection prompter = connect();
        prompter.call(BusCall.of(BUS, "/org/freedesktop/DBus", BUS, "RequestName")
                .with(
                        "su",
                        out -> out.string("org.gnome.keyring.SystemPrompter").bool(false)));
        return prompter;
    }

    /** A connection of the test's own. */
    BusConnection connect() throws Exception {
        BusAddress address = BusAddress.parse(address()).orElseThrow();
        return BusConnection.open(address, Deadline.at(Instant.MAX.minusSeconds(1), TestClock.create()));
    }

    String address() {
        return "unix:path=" + socket;
    }

    Path home() {
        return home;
    }

    TestVaultContext configure(TestVaultContext context) {
        return context.with("bus", address());
    }

    /** Runs a program in this session to its end, and gives what it printed. */
    String run(String input, String... command) throws Exception {
        Process process = builder(command).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private ProcessBuilder builder(String... command) {
        List<String> resolved = new ArrayList<>(List.of(command));
        resolved.set(0, Counterparts.require(command[0]).toString());
        ProcessBuilder builder = new ProcessBuilder(resolved).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("XDG_") || name.equals("GNOME_KEYRING_CONTROL"));
        environment.put("HOME", home.toString());
        environment.put("XDG_RUNTIME_DIR", socket.getParent().toString());
        environment.put("DBUS_SESSION_BUS_ADDRESS", address());
        environment.put("LC_ALL", "C");
        return builder;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() throws Exception {
        for (int i = processes.size() - 1; i >= 0; i--) {
            end(processes.get(i));
        }
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new AssertionError("the session's folder could not be removed", e);
        }
    }
}
