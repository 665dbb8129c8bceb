package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Fetching many")
class DownloadTest {

    private static final String DOWNLOAD = "/v3/configs/config/secrets/download";
    private static final String SECRET = "/v3/configs/config/secret";

    private final String first = Canary.random("first").text();
    private final String second = Canary.random("second").text();

    @TempDir
    private Path directory;

    private FakeDoppler doppler;
    private OpenDoppler vault;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        doppler.keep("FIRST", first);
        doppler.keep("SECOND", second);
        vault = new OpenDoppler(doppler.personalContext(directory).with("fetch", "many"));
    }

    @AfterEach
    void end() {
        vault.close();
        doppler.close();
    }

    @Test
    void transfersAConfigOnceAndAsksEachTimeWhetherItChanged() throws Exception {
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(vault.lend("SECOND")).isEqualTo(second);
        assertThat(vault.lend("FIRST")).isEqualTo(first);

        assertThat(doppler.paths()).containsExactly(DOWNLOAD, DOWNLOAD, DOWNLOAD);
        assertThat(doppler.notModified()).isEqualTo(2);
        assertThat(doppler.server.requests().get(0).header("If-None-Match")).isEmpty();
        assertThat(doppler.server.requests().get(1).header("If-None-Match")).contains("W/\"edition-2\"");
    }

    @Test
    void sendsWhatTheDocumentSays() throws Exception {
        vault.lend("FIRST");

        assertThat(FakeDoppler.query(doppler.server.requests().get(0)))
                .isEqualTo(Map.of(
                        "project",
                        FakeDoppler.PROJECT,
                        "config",
                        FakeDoppler.CONFIG,
                        "format",
                        "json",
                        "include_dynamic_secrets",
                        "false"));
    }

    /** What the broker does after an upstream said 401: the question must reach the vault. */
    @Test
    void givesAChangedValueToTheNextQuestion() throws Exception {
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        doppler.keep("FIRST", second);
        assertThat(vault.lend("FIRST")).isEqualTo(second);
        assertThat(doppler.notModified()).isZero();
    }

    @Test
    void forgetsASecretThatIsGone() throws Exception {
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        doppler.remove("FIRST");
        vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "FIRST");
        assertThat(vault.lend("SECOND")).isEqualTo(second);
    }

    @Test
    void asksByItselfForWhatTheDownloadDoesNotShow() throws Exception {
        doppler.keepRestricted("RESTRICTED", first);
        vault.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
        vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "NONE");
        assertThat(doppler.paths()).containsExactly(DOWNLOAD, SECRET, DOWNLOAD, SECRET);
    }

    @Test
    void readsANullAsNotShown() throws Exception {
        doppler.keepRestricted("RESTRICTED", first);
        doppler.server.enqueue(Reply.status(200, "{\"FIRST\":\"" + first + "\",\"RESTRICTED\":null}"));
        vault.requireFailure(ErrorCode.SECRET_WITHHELD, "RESTRICTED");
        assertThat(doppler.paths()).containsExactly(DOWNLOAD, SECRET);
    }

    @Test
    void refusesADownloadInWhichAnythingIsNoText() throws Exception {
        for (String odd : List.of("17", "true", "[\"a\"]", "{}", "\"\\udc00\"")) {
            doppler.server.enqueue(Reply.status(200, "{\"FIRST\":\"" + first + "\",\"ODD\":" + odd + "}"));
            doppler.requireSilent(first, vault.requireFailure(ErrorCode.VAULT_FAILED, "FIRST"));
        }
        assertThat(vault.lend("FIRST")).isEqualTo(first);
    }

    @Test
    void downloadsAnewWhereTheServerGivesNoMark() throws Exception {
        doppler.server.enqueue(FakeDoppler.json(200, Map.of("FIRST", first)));
        doppler.server.enqueue(FakeDoppler.json(200, Map.of("FIRST", second), "ETag: " + "x".repeat(300)));
        doppler.server.enqueue(FakeDoppler.json(200, Map.of("FIRST", first), "ETag: \"sp ace\""));
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(vault.lend("FIRST")).isEqualTo(second);
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(doppler.server.requests())
                .hasSize(4)
                .allMatch(request -> request.header("If-None-Match").isEmpty());
    }

    @Test
    void refusesNotModifiedWhereNothingWasKept() throws Exception {
        doppler.server.enqueue(Reply.status(304, "", "ETag: \"x\""));
        vault.requireFailure(ErrorCode.VAULT_FAILED, "FIRST");
        assertThat(vault.lend("FIRST")).isEqualTo(first);
    }

    @Test
    void keepsTheValuesOverAFaultThatPasses() throws Exception {
        vault.lend("FIRST");
        doppler.server.enqueue(Reply.status(503, "busy"));
        vault.requireFailure(ErrorCode.VAULT_UNAVAILABLE, "FIRST");
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(doppler.notModified()).isOne();
    }

    @Test
    void forgetsTheValuesWhenTheTokenIsRefused() throws Exception {
        vault.lend("FIRST");
        doppler.server.enqueue(FakeDoppler.json(403, Map.of("messages", List.of("revoked"))));
        vault.requireFailure(ErrorCode.VAULT_DENIED, "FIRST");
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        assertThat(last().header("If-None-Match")).isEmpty();
    }

    @Test
    void takesDownloadsUpToItsBound() throws Exception {
        doppler.keep("LARGE", "x".repeat(3 * 1024 * 1024));
        assertThat(vault.lend("FIRST")).isEqualTo(first);
        doppler.keep("LARGE", "x".repeat(DopplerApi.MAX_DOWNLOAD_BYTES));
        vault.requireFailure(ErrorCode.VAULT_FAILED, "FIRST");
    }

    @Test
    void keepsABoundedNumberOfConfigs() throws Exception {
        for (int i = 0; i <= DopplerBackend.MAX_CONFIGS; i++) {
            doppler.keep("config" + i, "NAME", "of config " + i, false);
            assertThat(vault.lend("shop/config" + i + "/NAME")).isEqualTo("of config " + i);
            assertThat(FakeDoppler.path(last())).isEqualTo(i < DopplerBackend.MAX_CONFIGS ? DOWNLOAD : SECRET);
        }
        for (int round = 0; round < 2; round++) {
            assertThat(vault.lend("shop/config0/NAME")).isEqualTo("of config 0");
        }
        assertThat(doppler.notModified()).isOne();
    }

    @Test
    void createsNoCredentialsForDynamicSecrets() throws Exception {
        vault.lend("FIRST");
        vault.requireFailure(ErrorCode.SECRET_NOT_FOUND, "NONE");
        vault.list();
        assertThat(doppler.leasesIssued()).isZero();
        assertThat(doppler.server.requests())
                .filteredOn(request -> !FakeDoppler.path(request).equals(SECRET))
                .hasSize(3)
                .allMatch(request -> "false".equals(FakeDoppler.query(request).get("include_dynamic_secrets")));
    }

    private ReceivedRequest last() {
        List<ReceivedRequest> requests = doppler.server.requests();
        return requests.get(requests.size() - 1);
    }
}
