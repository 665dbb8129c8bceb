package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every vault that is reached over HTTP has to do when its server fails, beside {@link VaultBackendContract}. A test
 * class implements this by saying how its backend is opened and what its server answers when all is well.
 *
 * <p>Each {@link VaultFault} takes the place of each answer that lending one secret needs, one at a time, in a backend
 * that was opened for it alone: the log-in, the look-up of a name, the secret itself. From then on every request with the
 * same method and path gets the same fault.
 *
 * <p>What it cannot see: what a log framework prints that does not print to the standard streams or to
 * {@code java.util.logging}, and what is left in memory.
 */
public interface VaultHttpContract {

    /** The provider of the backend under test. */
    VaultBackendProvider provider();

    /**
     * Adds the settings with which the backend asks the server at that URL with that token, and the port:
     * {@code context.withHttp(url -> VaultHttpPorts.open(...))}.
     */
    TestVaultContext configure(TestVaultContext context, String url, Canary token) throws Exception;

    /** The path of the secret that is asked for, such as {@code Clients/Airtable/credential}. */
    String path();

    /**
     * What the server answers to that request when all is well, for any request that the backend makes: a reply without
     * waits, with the value where the secret belongs.
     */
    Reply good(ReceivedRequest request, Canary value);

    /** The body that the vendor sends with that status, the marker within; to be overridden where its form matters. */
    default String errorBody(int status, String marker) {
        return "{\"status\":" + status + ",\"success\":false,\"error\":\"" + marker + "\",\"message\":\"" + marker
                + "\",\"messages\":[\"" + marker + "\"]}";
    }

    /** What the fault means in place of the answer to that request; to be overridden where the vendor says otherwise. */
    default ErrorCode expected(VaultFault fault, ReceivedRequest request) {
        return fault.code();
    }

    /** Further values that good answers hold and nobody may be told, such as a session token. */
    default List<Canary> planted() {
        return List.of();
    }

    @Test
    @DisplayName("A value is lent exactly as the server has it, and the token reaches the server")
    default void valueIsLent(@TempDir Path directory) throws Exception {
        try (FaultyVault vault = FaultyVault.healthy(this, directory)) {
            assertThat(vault.lend()).isEqualTo(vault.value.bytes());
            assertThat(vault.server.requests()).anyMatch(request -> vault.token.isFoundIn(request.raw()));
        }
    }

    @Test
    @DisplayName("An answer that comes byte by byte is waited for")
    default void slowAnswerIsWaitedFor(@TempDir Path directory) throws Exception {
        try (FaultyVault vault = FaultyVault.slow(this, directory)) {
            assertThat(vault.lend()).isEqualTo(vault.value.bytes());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.outloop.testkit.contract.VaultFault#all")
    @DisplayName(
            "A fault has its code, is told without quoting, not asked for again and again, and leaves nothing behind")
    default void faultIsHandled(VaultFault fault, @TempDir Path directory) throws Exception {
        FaultRuns runs = new FaultRuns(this, directory);
        for (int step = 0; step < runs.steps(); step++) {
            runs.fail(fault, step);
        }
    }

    @Test
    @DisplayName("Closing the backend ends a question that hangs")
    default void closeEndsTheWait(@TempDir Path directory) throws Exception {
        FaultRuns runs = new FaultRuns(this, directory);
        for (int step = 0; step < runs.steps(); step++) {
            runs.closeWhileItHangs(step);
        }
    }
}
