package dev.outloop.testkit.contract;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A backend with a server of its own that has one fault. The server's threads and the test's share it. */
final class FaultyVault implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "contract";

    final Canary token = Canary.random("token");
    final Canary value = Canary.random("value");
    final Canary marker = Canary.random("marker");
    final TestClock clock = TestClock.create();
    final LoopbackServer server;
    final TestVaultContext context;
    final VaultBackend backend;
    private final VaultHttpContract contract;
    private final int step;
    private final boolean drips;
    private @Nullable VaultFault fault;
    private @Nullable ReceivedRequest faulty;
    private int asked;
    private int faults;

    private FaultyVault(VaultHttpContract contract, Path directory, @Nullable VaultFault fault, int step, boolean drips)
            throws Exception {
        this.contract = contract;
        this.fault = fault;
        this.step = step;
        this.drips = drips;
        this.server = LoopbackServer.start();
        server.answer(this::answer);
        this.context = contract.configure(TestVaultContext.of(NAME, directory, clock), server.url(), token);
        this.backend = contract.provider().open(context);
    }

    static FaultyVault healthy(VaultHttpContract contract, Path directory) throws Exception {
        return new FaultyVault(contract, directory, null, 0, false);
    }

    static FaultyVault slow(VaultHttpContract contract, Path directory) throws Exception {
        return new FaultyVault(contract, directory, null, 0, true);
    }

    /** @param step which of its requests gets the fault, counted from none */
    static FaultyVault with(VaultHttpContract contract, Path directory, VaultFault fault, int step) throws Exception {
        return new FaultyVault(contract, directory, fault, step, false);
    }

    byte[] lend() throws Exception {
        return lend(PATIENCE);
    }

    byte[] lend(Duration patience) throws Exception {
        SecretRef ref = SecretRef.parse(NAME + ":" + contract.path());
        try (Lease lease = backend.lease(VaultRequest.of(ref, clock.in(patience)))) {
            return lease.secret().toByteArray(InsecureSecretAccess.get());
        }
    }

    /** The first request that got the fault; null if none has. */
    synchronized @Nullable ReceivedRequest faulty() {
        return faulty;
    }

    /** How many requests got the fault. */
    synchronized int faults() {
        return faults;
    }

    /** From now on all is well. */
    synchronized void mend() {
        fault = null;
    }

    /** Everything that nobody may be told. */
    List<Canary> planted() {
        List<Canary> all = new ArrayList<>(List.of(token, value, marker));
        all.addAll(contract.planted());
        return all;
    }

    @Override
    public void close() {
        backend.close();
        server.close();
    }

    private synchronized Reply answer(ReceivedRequest request) {
        Reply good = contract.good(request, value);
        if (faulty == null && asked++ == step) {
            faulty = request;
        }
        VaultFault now = fault;
        if (now == null || faulty == null || !isLike(request, faulty)) {
            return drips ? dripping(good) : good;
        }
        faults++;
        return now.reply(new VaultFault.Material(contract, marker.text(), bodyOf(good)));
    }

    private static boolean isLike(ReceivedRequest one, ReceivedRequest other) {
        return one.method().equals(other.method())
                && one.target().split("\\?", 2)[0].equals(other.target().split("\\?", 2)[0]);
    }

    private static Reply dripping(Reply good) {
        return Reply.nothing().thenDrip(new Semaphore(Integer.MAX_VALUE), bytesOf(good));
    }

    private static String bodyOf(Reply good) {
        String text = new String(bytesOf(good), StandardCharsets.UTF_8);
        return text.substring(text.indexOf("\r\n\r\n") + 4);
    }

    private static byte[] bytesOf(Reply reply) {
        try {
            return reply.toByteArray();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("a good reply does not wait", e);
        }
    }
}
