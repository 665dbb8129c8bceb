package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.CallerToken;
import dev.outloop.TokenInfo;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final AgentRuntime CODEX = new AgentRuntime("codex");
    private static final Workspace ACME = Workspace.of("acme", new Tenant("acme-corp"));
    private static final Workspace GLOBEX = Workspace.of("globex", new Tenant("globex-inc"));

    @TempDir
    Path directory;

    private final TestClock clock = TestClock.create();
    private final Callers callers = new Callers(Folders.inMemory(), clock);
    private final KeptLog log = new KeptLog();
    private final Snapshot both = snapshot(ACME, GLOBEX);
    private Tokens tokens;

    @BeforeEach
    void open() throws Exception {
        tokens = reopen();
    }

    private Tokens reopen() throws IOException {
        return Tokens.open(callers, clock, TokenKey.open(directory.resolve("callers.key")), log);
    }

    static Snapshot snapshot(Workspace... workspaces) {
        return new Snapshot(List.of(workspaces), List.of(), List.of(), Policy.empty());
    }

    static String text(CallerToken token) {
        return new String(token.value().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
    }

    private Optional<Caller> present(Tokens to, CallerToken token) {
        return to.authenticate(text(token), null, both);
    }

    @Test
    void standsForItsWorkspaceAndRuntimeAlone() throws Exception {
        CallerToken acme = tokens.issue(ACME, CODEX, HOUR);
        CallerToken globex = tokens.issue(GLOBEX, new AgentRuntime("claude-code"), HOUR);

        assertThat(present(tokens, acme).orElseThrow()).hasToString("acme/codex");
        assertThat(present(tokens, globex).orElseThrow()).hasToString("globex/claude-code");
        assertThat(text(acme)).hasSize(47).startsWith("olt_").isNotEqualTo(text(globex));
    }

    @Test
    void noOtherTextIsAToken() throws Exception {
        String text = text(tokens.issue(ACME, CODEX, HOUR));
        assertThat(tokens.authenticate(text, null, both)).isPresent();

        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.authenticate(text.substring(0, i) + other + text.substring(i + 1), null, both))
                    .isEmpty();
            char wide = (char) (text.charAt(i) + 0x100);
            assertThat(tokens.authenticate(text.substring(0, i) + wide + text.substring(i + 1), null, both))
                    .isEmpty();
        }
        assertThat(tokens.authenticate("", null, both)).isEmpty();
        assertThat(tokens.authenticate(text + "A", null, both)).isEmpty();
        assertThat(tokens.authenticate(text.substring(1), null, both)).isEmpty();
    }

    @Test
    void isKeptAsAKeyedHashAlone() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);

        assertThat(log.read())
                .hasSize(1)
                .first()
                .asString()
                .contains(token.id())
                .doesNotContain(text(token).substring(4));
        assertThat(tokens.list().toString())
                .contains(token.id())
                .doesNotContain(text(token).substring(4));
        assertThat(token.toString()).doesNotContain(text(token).substring(4));
    }

    @Test
    void isListedUntilItEnds() throws Exception {
        CallerToken first = tokens.issue(ACME, CODEX, HOUR);
        clock.advance(Duration.ofMinutes(1));
        CallerToken second = tokens.issue(GLOBEX, CODEX, HOUR.plus(HOUR));

        assertThat(tokens.list()).extracting(TokenInfo::id).containsExactly(first.id(), second.id());
        TokenInfo shown = tokens.list().get(1);
        assertThat(shown.workspace()).isEqualTo("globex");
        assertThat(shown.runtime()).isEqualTo(CODEX);
        assertThat(shown.expiresAt()).isEqualTo(second.expiresAt());
        assertThat(shown.issuedAt()).isEqualTo(clock.instant());

        clock.advance(HOUR);
        assertThat(tokens.list()).extracting(TokenInfo::id).containsExactly(second.id());
    }

    @Test
    void callersEndWithTheTokenThatTheyRestOn() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        Caller caller = present(tokens, token).orElseThrow();
        assertThat(callers.recognises(caller)).isTrue();

        clock.advance(HOUR.minusNanos(1));
        assertThat(callers.recognises(caller)).isTrue();
        assertThat(present(tokens, token)).isPresent();
        clock.advance(Duration.ofNanos(1));
        assertThat(callers.recognises(caller)).isFalse();
        assertThat(present(tokens, token)).isEmpty();
    }

    @Test
    void revocationStopsCallsUnderWayAndThoseThatComeIn() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        CallerToken other = tokens.issue(ACME, CODEX, HOUR);
        Caller caller = present(tokens, token).orElseThrow();
        CallScope running = new CallScope("running");
        CallScope over = new CallScope("over");
        CallScope others = new CallScope("others");
        callers.enter(caller, running);
        callers.enter(caller, over).close();
        callers.enter(present(tokens, other).orElseThrow(), others);

        assertThat(tokens.revoke(token.id())).isTrue();

        CallScope late = new CallScope("late");
        callers.enter(caller, late);
        assertThat(running.stopCode()).contains(ErrorCode.CALLER_NOT_RECOGNISED);
        assertThat(late.stopCode()).contains(ErrorCode.CALLER_NOT_RECOGNISED);
        assertThat(over.stopCode()).isEmpty();
        assertThat(others.stopCode()).isEmpty();
        assertThat(callers.recognises(caller)).isFalse();
        assertThat(present(tokens, token)).isEmpty();
        assertThat(present(tokens, other)).isPresent();
        assertThat(tokens.revoke(token.id())).isFalse();
    }

    @Test
    void bothAreValidForTheOverlapOfARotation() throws Exception {
        CallerToken old = tokens.issue(ACME, CODEX, HOUR);
        clock.advance(Duration.ofMinutes(30));

        CallerToken next = tokens.rotate(old.id(), Duration.ofMinutes(10));

        Caller before = present(tokens, old).orElseThrow();
        assertThat(present(tokens, next).orElseThrow()).hasToString("acme/codex");
        assertThat(next.expiresAt()).isEqualTo(clock.instant().plus(HOUR));
        clock.advance(Duration.ofMinutes(10));
        assertThat(present(tokens, old)).isEmpty();
        assertThat(callers.recognises(before)).isFalse();
        assertThat(present(tokens, next)).isPresent();
    }

    @Test
    void anOverlapDoesNotLengthenTheOldOne() throws Exception {
        CallerToken old = tokens.issue(ACME, CODEX, HOUR);
        tokens.rotate(old.id(), HOUR.multipliedBy(10));

        clock.advance(HOUR);

        assertThat(present(tokens, old)).isEmpty();
    }

    @Test
    void withoutOverlapTheOldOneEndsAtOnce() throws Exception {
        CallerToken old = tokens.issue(ACME, CODEX, HOUR);
        Caller caller = present(tokens, old).orElseThrow();
        CallScope running = new CallScope("running");
        callers.enter(caller, running);

        CallerToken next = tokens.rotate(old.id(), Duration.ZERO);

        assertThat(running.stopCode()).contains(ErrorCode.CALLER_NOT_RECOGNISED);
        assertThat(present(tokens, old)).isEmpty();
        assertThat(present(tokens, next)).isPresent();
        assertThatThrownBy(() -> tokens.rotate(old.id(), HOUR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesARestartWithEverythingThatWasDoneToIt() throws Exception {
        CallerToken kept = tokens.issue(ACME, CODEX, HOUR);
        CallerToken revoked = tokens.issue(ACME, CODEX, HOUR);
        CallerToken rotated = tokens.issue(ACME, CODEX, HOUR);
        CallerToken ended = tokens.issue(ACME, CODEX, HOUR);
        CallerToken next = tokens.rotate(rotated.id(), Duration.ofMinutes(5));
        CallerToken after = tokens.rotate(ended.id(), Duration.ZERO);
        tokens.revoke(revoked.id());
        log.crash();

        Tokens again = reopen();

        for (CallerToken each : List.of(kept, rotated, next, after)) {
            assertThat(present(again, each)).isPresent();
        }
        assertThat(present(again, revoked)).isEmpty();
        assertThat(present(again, ended)).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        assertThat(present(again, rotated)).isEmpty();
        clock.advance(HOUR);
        assertThat(present(again, kept)).isEmpty();
    }

    @Test
    void isValidForNoBrokerWithAnotherKey() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        assertThat(present(reopen(), token)).isPresent();

        Tokens other = Tokens.open(callers, clock, TokenKey.open(directory.resolve("other.key")), log);

        assertThat(present(other, token)).isEmpty();
        assertThat(other.list()).isEmpty();
        assertThat(present(Tokens.inMemory(callers, clock), token)).isEmpty();
    }

    @Test
    void isListedNoMoreOnceItsKeyIsLost() throws Exception {
        tokens.issue(ACME, CODEX, HOUR);
        assertThat(reopen().list()).hasSize(1);
        Files.delete(directory.resolve("callers.key"));
        reopen();
        assertThat(reopen().list())
                .as("after another restart, with the new key")
                .isEmpty();
    }

    @Test
    void endsWithItsWorkspaceAndWithItsTenant() throws Exception {
        CallerToken acme = tokens.issue(ACME, CODEX, HOUR);
        CallerToken globex = tokens.issue(GLOBEX, CODEX, HOUR);
        Caller caller = present(tokens, acme).orElseThrow();
        Snapshot sold = snapshot(Workspace.of("acme", new Tenant("globex-inc")), GLOBEX);
        assertThat(tokens.authenticate(text(acme), null, sold)).isEmpty();

        tokens.retain(sold);

        assertThat(callers.recognises(caller)).isFalse();
        assertThat(present(tokens, acme)).as("back again").isEmpty();
        assertThat(present(tokens, globex)).isPresent();
        tokens.retain(snapshot());
        assertThat(tokens.list()).isEmpty();
        assertThat(reopen().list()).isEmpty();
    }

    @Test
    void nothingIsIssuedThatCannotBeKept() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        log.fail(true);

        assertThatThrownBy(() -> tokens.issue(ACME, CODEX, HOUR)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> tokens.rotate(token.id(), Duration.ZERO)).isInstanceOf(IOException.class);
        assertThat(tokens.list()).extracting(TokenInfo::id).containsExactly(token.id());
        assertThat(present(tokens, token)).isPresent();
    }

    @Test
    void isRevokedEvenIfThatCannotBeKept() throws Exception {
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        log.fail(true);

        assertThatThrownBy(() -> tokens.revoke(token.id())).isInstanceOf(IOException.class);

        assertThat(present(tokens, token)).isEmpty();
    }

    @Test
    void asManyAreValidAtATimeAsMayBe() throws Exception {
        Tokens many = Tokens.inMemory(callers, clock);
        String last = "";
        for (int i = 0; i < Tokens.MAX_TOKENS; i++) {
            last = many.issue(ACME, CODEX, HOUR).id();
        }
        assertThatThrownBy(() -> many.issue(ACME, CODEX, HOUR)).isInstanceOf(IllegalStateException.class);

        many.revoke(last);

        many.issue(ACME, CODEX, HOUR);
    }

    @Test
    void theLogIsNotMoreThanAFewTimesWhatIsValid() throws Exception {
        for (int i = 0; i < 1000; i++) {
            tokens.revoke(tokens.issue(ACME, CODEX, HOUR).id());
        }
        assertThat(log.size()).isLessThan(100);
        CallerToken token = tokens.issue(ACME, CODEX, HOUR);
        assertThat(present(reopen(), token)).isPresent();
    }

    @Test
    void aRecordThatIsNoneIsNotSkipped() throws Exception {
        tokens.issue(ACME, CODEX, HOUR);
        String line = log.read().get(0);
        for (String damaged : List.of(
                line + " x",
                line.substring(0, line.lastIndexOf(' ')),
                line.replace("codex", "C"),
                line.replace("PT1H", "1"),
                "shortened " + line.split(" ")[1],
                "shortened " + line.split(" ")[1] + " soon",
                "other",
                "revoked")) {
            log.replace(List.of(line, damaged));
            assertThatThrownBy(this::reopen).as(damaged).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theKeyIsItsOwnersAloneAndWholeOrRefused() throws Exception {
        Path file = directory.resolve("callers.key");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.size(file)).isEqualTo(32);
        assertThat(directory.toFile().list()).containsExactly("callers.key");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(this::reopen).hasMessageContaining("others");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        reopen();
        Files.write(file, new byte[31]);
        assertThatThrownBy(this::reopen).hasMessageContaining("no key");
        Files.move(file, directory.resolve("real"));
        Files.createSymbolicLink(file, directory.resolve("real"));
        assertThatThrownBy(this::reopen).isInstanceOf(IOException.class);
    }

    @Test
    void isForSomeTime() {
        assertThatThrownBy(() -> tokens.issue(ACME, CODEX, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens.issue(ACME, CODEX, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
