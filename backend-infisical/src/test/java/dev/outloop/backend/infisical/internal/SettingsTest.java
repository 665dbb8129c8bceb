package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.backend.infisical.InfisicalProvider;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private final AtomicReference<String> asked = new AtomicReference<>();
    private final TestClock clock = TestClock.create();
    private final TestVaultContext empty = TestVaultContext.of("team", Path.of("."), clock)
            .withHttp(url -> {
                asked.set(url);
                return VaultHttpPorts.open("team", url, NetworkRule.publicInternet(), clock);
            });
    private final TestVaultContext place = empty.with("project", "p-1").with("environment", "dev");
    private final TestVaultContext whole = place.with("client-id", "c-1")
            .withSecret("client-secret", Canary.random("s").bytes());

    private static void opens(TestVaultContext context) throws VaultException {
        new InfisicalProvider().open(context).close();
    }

    private static void refused(TestVaultContext context, CharSequence... names) {
        VaultException refusal = Fixture.failure(() -> opens(context));
        assertThat(refusal.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(refusal).hasMessageContaining("team").hasMessageContainingAll(names);
    }

    @Test
    void identityOrTokenIsEnough() throws Exception {
        opens(whole);
        assertThat(asked).hasValue("https://app.infisical.com");
        opens(place.withSecret("token", Canary.random("t").bytes()).with("url", "https://eu.infisical.com"));
        assertThat(asked).hasValue("https://eu.infisical.com");
    }

    @Test
    void missingOnesAreNamed() {
        refused(empty.with("environment", "dev").withSecret("token", new byte[] {1}), "project");
        refused(empty.with("project", "p").withSecret("token", new byte[] {1}), "environment");
        refused(place.with("client-id", "c"), "client-secret");
        refused(place.withSecret("client-secret", new byte[] {1}), "client-id");
    }

    @Test
    void bothWaysOrNeitherAreRefused() {
        refused(place, "client-id", "client-secret", "token");
        refused(whole.withSecret("token", new byte[] {1}), "either");
        refused(place.with("client-id", "c").withSecret("token", new byte[] {1}), "either");
    }

    @Test
    void secretInPlainTextIsRefusedAndNotRepeated() {
        Canary secret = Canary.random("plain");
        for (String name : new String[] {"client-secret", "token"}) {
            TestVaultContext context = place.with("client-id", "c").with(name, secret.text());
            assertThat(Fixture.failure(() -> opens(context)))
                    .hasMessageContaining(name)
                    .satisfies(e -> assertThat(secret.isFoundIn(e.toString())).isFalse());
        }
    }

    @Test
    void unknownOnesAreNamed() {
        refused(whole.with("envronment", "dev"), "envronment");
        refused(whole.withSecret("api-token", new byte[] {1}), "api-token");
    }

    @ParameterizedTest
    @CsvSource({"project, ''", "project, ' p'", "environment, 'dev '", "client-id, ''"})
    void textThatTheServerWouldTrimIsRefused(String name, String text) {
        refused(whole.with(name, text), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "..", "/a/../b", "a/./b", "/ a", "//", "a\\b"})
    void pathThatIsNoFolderIsRefused(String path) {
        refused(whole.with("path", path), "path");
    }

    @ParameterizedTest
    @CsvSource({"/, /", "'', /", "a/b, /a/b", "/a/b/, /a/b", "/a, /a"})
    void pathIsAFolder(String path, String folder) throws Exception {
        Settings settings = Settings.of(whole.with("path", path));
        assertThat(Place.folder(settings.folder(), List.of())).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://secrets.example.com", "secrets.example.com", "ftp://x", ""})
    void urlIsHttpsUnlessItIsThisMachine(String url) {
        refused(whole.with("url", url), "reached");
    }
}
