package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.sanctionco.opconnect.OPConnectClient;
import com.sanctionco.opconnect.model.Field;
import com.sanctionco.opconnect.model.Item;
import dev.outloop.testkit.fake.Canary;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import retrofit2.HttpException;

/**
 * Where the only Connect library for Java stands, and so why this module asks the server itself. When one of these facts
 * no longer holds, its test fails, and the question belongs to be asked anew.
 */
@DisplayName("The Connect SDK opconnect-java")
class ConnectSdkTest {

    private static final String THEN =
            "opconnect-java has changed. Correct \"Why not the SDK\" in this module's README;"
                    + " if it now reads items, keeps token and values out of text, and takes a deadline, weigh it against Exchange";

    private static Prism prism;
    private static OPConnectClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        prism = Prism.start(Specification.copyTo(folder, true));
        client = client("token");
    }

    @AfterAll
    static void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        if (prism != null) {
            prism.close();
        }
    }

    private static OPConnectClient client(String token) {
        return OPConnectClient.builder()
                .withEndpoint(prism.url())
                .withAccessToken(token)
                .build();
    }

    private static Throwable cause(Callable<CompletableFuture<?>> call) {
        Throwable thrown = catchThrowable(() -> call.call().get());
        while (thrown != null && thrown.getCause() != null) {
            thrown = thrown.getCause();
        }
        return thrown;
    }

    @Test
    void reachesTheServerAndReadsVaults() throws Exception {
        assertThat(client.listVaults().get()).hasSize(1);
        assertThat(client.getVault(Specification.ID).get().getName()).isEqualTo("string");
    }

    @Test
    void doesNotReadItemsThatHaveAState() {
        assertThat(cause(() -> client.listItems(Specification.ID)))
                .as(THEN)
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("\"state\"");
        assertThat(cause(() -> client.getItem(Specification.ID, Specification.ID)))
                .as(THEN)
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("\"state\"");
    }

    @Test
    void doesNotReadTheActivityThatTheServerReports() {
        assertThat(cause(() -> client.listAPIActivity())).as(THEN).isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    void handsTheTokenOnInItsExceptions() {
        Canary token = Canary.random("connect-token");
        OPConnectClient other = client(token.text());
        try {
            assertThat(cause(() -> other.getVault("no-id")))
                    .as(THEN)
                    .isInstanceOfSatisfying(
                            HttpException.class,
                            refused -> assertThat(token.isFoundIn(String.valueOf(
                                            refused.response().raw().request().header("Authorization"))))
                                    .as(THEN)
                                    .isTrue());
        } finally {
            other.close();
        }
    }

    @Test
    void printsValues() {
        Canary value = Canary.random("value");
        Item item = Item.login()
                .withFields(List.of(Field.password(value.text()).build()))
                .build();
        assertThat(value.isFoundIn(item.toString())).as(THEN).isTrue();
    }
}
