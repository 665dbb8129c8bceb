package dev.outloop.samples.pass;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The standard Unix password store, <a href="https://www.passwordstore.org">pass</a>, as a vault: {@code v:a/b} is the
 * entry {@code a/b}.
 *
 * <p>It runs the program {@code pass} for each request; values go through pipes, names alone are arguments. Settings:
 * {@code store} (its folder; else {@code PASSWORD_STORE_DIR} or {@code ~/.password-store}), {@code gnupg-home},
 * {@code program} (an absolute path), and {@code content}: {@code whole} gives an entry as it is, {@code first-line} only its password
 * line, as {@code pass insert} writes it. Thread-safe.
 */
public final class PassBackend implements VaultBackend.Storing, VaultBackend.Deleting, VaultBackend.Listing {

    private static final Set<String> SETTINGS = Set.of("store", "gnupg-home", "program", "content");
    private static final int MAX_VALUE_BYTES = 65_536;
    private static final int MAX_DIAGNOSIS_BYTES = 4_096;
    private static final Pattern LOCKED = Pattern.compile("(?i)pinentry|passphrase|inappropriate ioctl|cancell?ed"
            + "|screen or window too small|no such device|agent|operation timed out");

    /** A thread for each wait: a common pool of one, as on two cores, would let one wait hold up the other. */
    private static final Executor THREADS = wait -> {
        Thread thread = new Thread(wait, "pass");
        thread.setDaemon(true);
        thread.start();
    };

    private final Clock clock;
    private final String vaultName;
    private final Path store;
    private final @Nullable String program;
    private final boolean firstLine;
    private final Map<String, String> environment;
    // gpg writes an entry in place, so a reader beside it would find half of one; and with some twenty readers at once
    // (2.2.40) its agent says now and then that there is no key.
    private final Lock oneAtATime = new ReentrantLock(true);
    private volatile boolean closed;

    private PassBackend(VaultContext context, Path store, Map<String, String> environment) {
        Map<String, String> settings = context.settings();
        this.clock = context.clock();
        this.vaultName = context.vaultName();
        this.store = store;
        this.program = settings.get("program");
        this.firstLine = settings.getOrDefault("content", "whole").equals("first-line");
        this.environment = Map.copyOf(environment);
    }

    /** Opens password stores under the name {@code pass}. */
    public static final class Provider implements VaultBackendProvider {

        /** For {@link java.util.ServiceLoader}. */
        public Provider() {}

        @Override
        public String name() {
            return "pass";
        }

        @Override
        public SpiVersion spiVersion() {
            return SpiVersion.CURRENT;
        }

        @Override
        public VaultBackend open(VaultContext context) throws VaultException {
            Map<String, String> settings = context.settings();
            for (String setting : settings.keySet()) {
                if (!SETTINGS.contains(setting)) {
                    throw new VaultException(ErrorCode.VAULT_FAILED, "pass has no setting " + setting);
                }
            }
            if (!Set.of("whole", "first-line").contains(settings.getOrDefault("content", "whole"))) {
                throw new VaultException(ErrorCode.VAULT_FAILED, "the setting content is whole or first-line");
            }
            PassProgram.requireAbsolute(settings.get("program"));
            Path store = Optional.ofNullable(settings.get("store"))
                    .map(context.directory()::resolve)
                    .or(() -> Optional.ofNullable(System.getenv("PASSWORD_STORE_DIR"))
                            .map(Path::of))
                    .orElseGet(() -> Path.of(System.getProperty("user.home"), ".password-store"))
                    .toAbsolutePath();
            String home = settings.get("gnupg-home");
            Map<String, String> environment = new HashMap<>();
            environment.put("PASSWORD_STORE_DIR", store.toString());
            // The messages of gpg are told apart by their words, so they must not be translated.
            environment.put("LC_ALL", "C");
            if (home != null) {
                environment.put(
                        "GNUPGHOME",
                        context.directory().resolve(home).toAbsolutePath().toString());
            }
            return new PassBackend(context, store, environment);
        }
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        requireOpen();
        String entry = nameOf(request.ref()).orElseThrow(PassBackend::notFound);
        byte[] buffer = new byte[MAX_VALUE_BYTES + 1];
        try {
            int length = guarded(request.deadline(), () -> {
                requireEntry(entry);
                return run(List.of("show", "--", entry), new byte[0], buffer, request.deadline());
            });
            if (length > MAX_VALUE_BYTES) {
                throw new VaultException(ErrorCode.VAULT_FAILED, "the entry is larger than 64 KiB");
            }
            IntStream ends = firstLine ? IntStream.range(0, length).filter(i -> buffer[i] == '\n') : IntStream.empty();
            return Lease.of(Secret.copyOf(buffer, 0, ends.findFirst().orElse(length)));
        } finally {
            Arrays.fill(buffer, (byte) 0);
        }
    }

    @Override
    public void store(VaultStoreRequest request) throws VaultException {
        requireOpen();
        String entry = nameOf(request.ref())
                .orElseThrow(() -> new VaultException(
                        ErrorCode.VAULT_FAILED, "a part of a name has no slash, and begins with no dot or hyphen"));
        byte[] value = request.value().toByteArray(InsecureSecretAccess.get());
        try {
            if (value.length > MAX_VALUE_BYTES) {
                throw new VaultException(ErrorCode.VAULT_FAILED, "pass takes at most 64 KiB here");
            }
            guarded(
                    request.deadline(),
                    () -> run(
                            List.of("insert", "--multiline", "--force", "--", entry),
                            value,
                            new byte[MAX_DIAGNOSIS_BYTES],
                            request.deadline()));
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    @Override
    public boolean delete(VaultRequest request) throws VaultException {
        requireOpen();
        Optional<String> entry = nameOf(request.ref());
        if (entry.isEmpty()) {
            return false;
        }
        return guarded(request.deadline(), () -> {
            if (!Files.isRegularFile(store.resolve(entry.get() + ".gpg"))) {
                return false;
            }
            byte[] ignored = new byte[MAX_DIAGNOSIS_BYTES];
            run(List.of("rm", "--force", "--", entry.get()), new byte[0], ignored, request.deadline());
            return true;
        });
    }

    /** Reads the names of files; the program itself only draws them as a tree. */
    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        requireOpen();
        requireStore();
        List<SecretRef> refs = new ArrayList<>();
        try (Stream<Path> files = Files.walk(store)) {
            files.filter(Files::isRegularFile).forEach(file -> refOf(file).ifPresent(refs::add));
        } catch (IOException | UncheckedIOException e) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the password store's folder cannot be read");
        }
        return List.copyOf(refs);
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "PassBackend[" + vaultName + "]";
    }

    private void requireOpen() throws VaultException {
        if (closed) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the vault is closed");
        }
    }

    private void requireStore() throws VaultException {
        if (!Files.isDirectory(store)) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "there is no password store; run pass init");
        }
    }

    /** For a folder {@code pass show} prints a tree and says that all went well: only the file tells an entry. */
    private void requireEntry(String entry) throws VaultException {
        requireStore();
        if (!Files.isRegularFile(store.resolve(entry + ".gpg"))) {
            throw notFound();
        }
    }

    private static VaultException notFound() {
        return new VaultException(
                ErrorCode.SECRET_NOT_FOUND, "the password store has no such entry; add it with pass insert");
    }

    /** The entry's name, or empty if the program would take it for an option, a hidden file or another folder. */
    private Optional<String> nameOf(SecretRef ref) {
        String name = String.join("/", ref.segments());
        try {
            boolean usable = ref.segments().stream().noneMatch(PassBackend::isUnusable)
                    && store.resolve(name + ".gpg").startsWith(store);
            return usable ? Optional.of(name) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean isUnusable(String segment) {
        return segment.startsWith("-") || segment.startsWith(".") || segment.contains("/") || segment.contains("\\");
    }

    private Optional<SecretRef> refOf(Path file) {
        List<String> segments = new ArrayList<>();
        store.relativize(file).forEach(part -> segments.add(part.toString()));
        String last = segments.remove(segments.size() - 1);
        if (!last.endsWith(".gpg")) {
            return Optional.empty();
        }
        segments.add(last.substring(0, last.length() - ".gpg".length()));
        try {
            SecretRef ref = new SecretRef(vaultName, segments);
            return nameOf(ref).map(name -> ref);
        } catch (IllegalArgumentException e) {
            // A file that no reference can name is no secret of this vault.
            return Optional.empty();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws VaultException;
    }

    private <T> T guarded(Instant deadline, Work<T> work) throws VaultException {
        try {
            if (!oneAtATime.tryLock(remaining(deadline), TimeUnit.NANOSECONDS)) {
                throw timeout();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeout();
        }
        try {
            return work.run();
        } finally {
            oneAtATime.unlock();
        }
    }

    private long remaining(Instant deadline) throws VaultException {
        Duration left = Duration.between(clock.instant(), deadline);
        if (left.isNegative() || left.isZero()) {
            throw timeout();
        }
        // Longer than this nobody waits, and a far deadline does not overflow.
        return Math.min(left.toSeconds(), 3_600) * 1_000_000_000L + left.toNanosPart();
    }

    private static VaultException timeout() {
        return new VaultException(ErrorCode.VAULT_TIMEOUT, "pass did not answer in time");
    }

    /** Runs the program, fills the buffer with what it prints, and gives the length of that. */
    private int run(List<String> arguments, byte[] input, byte[] output, Instant deadline) throws VaultException {
        long nanos = remaining(deadline);
        Process process = start(arguments);
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> watchdog = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    PassProgram.kill(process);
                },
                CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, THREADS));
        try {
            CompletableFuture<String> diagnosis = CompletableFuture.supplyAsync(() -> diagnosis(process), THREADS);
            feed(process, input);
            // Read in one piece into our own array, which passes by the stream's buffer.
            int length = process.getInputStream().readNBytes(output, 0, output.length);
            process.getInputStream().transferTo(OutputStream.nullOutputStream());
            int exit = process.waitFor();
            if (late.get()) {
                throw timeout();
            }
            if (exit != 0) {
                throw failure(diagnosis.join());
            }
            return length;
        } catch (IOException e) {
            throw late.get() ? timeout() : new VaultException(ErrorCode.VAULT_FAILED, "pass broke off");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeout();
        } finally {
            watchdog.cancel(false);
            PassProgram.kill(process);
        }
    }

    private Process start(List<String> arguments) throws VaultException {
        Path found = PassProgram.find(program);
        List<String> command = new ArrayList<>(List.of(found.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("PATH", PassProgram.searchPath(found));
        // Status lines tell a key that cannot be used from one that is not there (GnuPG's doc/DETAILS).
        builder.environment().merge("PASSWORD_STORE_GPG_OPTS", "--status-fd=2", (own, ours) -> own + " " + ours);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the program pass cannot be run; is it installed?");
        }
    }

    /** A program that ends early reads nothing; its exit code says why. */
    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            return;
        }
    }

    private static String diagnosis(Process process) {
        try (InputStream errors = process.getErrorStream()) {
            byte[] head = errors.readNBytes(MAX_DIAGNOSIS_BYTES);
            errors.transferTo(OutputStream.nullOutputStream());
            return new String(head, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** What gpg says is looked at and not passed on: it has names of keys and people. */
    private static VaultException failure(String diagnosis) {
        boolean keyIsThere = diagnosis.contains("[GNUPG:] KEY_CONSIDERED ");
        if (LOCKED.matcher(diagnosis).find() || (diagnosis.contains("No secret key") && keyIsThere)) {
            return new VaultException(
                    ErrorCode.VAULT_LOCKED, "the password store is locked; unlock it by running pass in a terminal");
        }
        if (diagnosis.contains("No secret key")) {
            return new VaultException(
                    ErrorCode.VAULT_DENIED, "this machine has no key for the entry; look at gpg --list-secret-keys");
        }
        return new VaultException(ErrorCode.VAULT_FAILED, "pass failed; run it in a terminal to see why");
    }
}
