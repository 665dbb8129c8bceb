package dev.outloop.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of this run's own, in its directory and on a loopback port; stopped with it. */
final class Postgres implements AutoCloseable {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path programs;
    private final Path data;
    private final String url;

    private Postgres(Path programs, Path data, String url) {
        this.programs = programs;
        this.data = data;
        this.url = url;
    }

    /** Where the newest server's programs are, if one is installed and can be run as somebody without privileges. */
    static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(DEBIAN) || isRoot() && !CommandArm.isThere("setpriv")) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        }
    }

    /** Starts one that loses nothing it has committed. */
    static Postgres start(Path programs, Path directory) throws IOException, InterruptedException {
        byte[] password = new byte[16];
        new SecureRandom().nextBytes(password);
        String secret = HexFormat.of().formatHex(password);
        Path home = Files.createDirectory(directory.resolve("postgres"));
        Path data = home.resolve("data");
        Path secretFile = home.resolve("password");
        Files.createFile(
                secretFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secretFile, secret);
        if (isRoot()) {
            UserPrincipal owner =
                    home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
            // So that it reaches what is its own, and sees nothing else.
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
            Files.setOwner(home, owner);
            Files.setOwner(secretFile, owner);
        }
        run(
                home,
                programs.resolve("initdb").toString(),
                "--pgdata=" + data,
                "--username=" + USER,
                "--pwfile=" + secretFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        int port = freePort();
        Files.writeString(data.resolve("postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                fsync = on
                synchronous_commit = on
                """.formatted(port), StandardOpenOption.APPEND);
        Postgres server = new Postgres(
                programs,
                data,
                "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&password=%s&prepareThreshold=1"
                        .formatted(port, USER, secret));
        server.control("start", "--log=" + home.resolve("log"));
        return server;
    }

    Database database(String line) throws SQLException {
        Database database = new Database(() -> DriverManager.getConnection(url), line);
        if (!database.ask("SHOW fsync").equals("on")
                || !database.ask("SHOW synchronous_commit").equals("on")) {
            throw new IllegalStateException("PostgreSQL does not sync every commit");
        }
        return database;
    }

    @Override
    public void close() throws IOException {
        try {
            control("stop", "--mode=fast");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the server stopped");
        }
    }

    private void control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(programs.resolve("pg_ctl").toString(), "--pgdata=" + data, "--wait", "--silent"));
        command.addAll(List.of(arguments));
        run(data, command.toArray(String[]::new));
    }

    private static void run(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // The server refuses to run as root.
            command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        command.addAll(List.of(arguments));
        if (new CommandArm(directory, command).run() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
