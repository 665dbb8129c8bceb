package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SecretAudienceTest {

    private static final String KEY = "k3y-4Zx9+Qw7/Lm2~Rt8?Yp5";
    private static final String WORD = "hunter2hunter2";

    private final SecretRegistry registry =
            new SecretRegistry(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofHours(1));

    @Test
    void aKeyIsCutForAllAndAWordForItsOwners() {
        registry.learn("v:key", secret(KEY), "acme");
        registry.learn("v:word", secret(WORD), "acme");
        assertSeenBy(KEY, "acme", "globex", "other", SecretRegistry.HOST);
        assertSeenBy(WORD, "acme", SecretRegistry.HOST);
    }

    @Test
    void aWordIsCutForEachWorkspaceThatLeasesIt() {
        registry.learn("v:word", secret(WORD), "acme");
        PatternSet before = registry.patterns();
        assertSeenBy(WORD, "acme", SecretRegistry.HOST);
        registry.learn("v:word", secret(WORD), "globex");
        assertSeenBy(WORD, "acme", "globex", SecretRegistry.HOST);
        assertThat(registry.patterns()).isSameAs(before);
    }

    @Test
    void aWordUnderTwoKeysIsCutForBoth() {
        registry.learn("v:one", secret(WORD), "acme");
        registry.learn("v:two", secret(WORD), "globex");
        assertSeenBy(WORD, "acme", "globex", SecretRegistry.HOST);
    }

    @Test
    void aWordOfNoWorkspaceIsCutForAll() {
        registry.learn("v:word", secret(WORD));
        assertSeenBy(WORD, "acme", "globex", "other", SecretRegistry.HOST);
    }

    @Test
    void owningANewValueMeansOwningTheOneBefore() {
        registry.learn("v:word", secret(WORD), "acme");
        registry.learn("v:word", secret("correct-horse"), "globex");
        assertSeenBy(WORD, "acme", "globex", SecretRegistry.HOST);
        assertSeenBy("correct-horse", "acme", "globex", SecretRegistry.HOST);
    }

    @Test
    void theLongestValueIsLearnt() {
        String longest = "x".repeat(SecretRegistry.MAX_VALUE_BYTES);
        registry.learn("v:long", secret(longest));
        assertThat(registry.patterns().longestBytes()).isGreaterThan(SecretRegistry.MAX_VALUE_BYTES);
        assertThat(Literals.found(registry.patterns(), longest)).contains("0-" + longest.length());
    }

    @Test
    void growsByWhatIsNewAlone() {
        registry.learn("v:one", secret("value-one"));
        int one = registry.patterns().size();
        registry.learn("v:two", secret("value-two"));
        assertThat(registry.patterns().size()).isEqualTo(2 * one);
        registry.learn("v:six", secret("value-six"));
        assertThat(registry.patterns().size()).isEqualTo(3 * one);
        registry.learn("v:six", secret("value-ten"));
        assertThat(registry.patterns().size()).isEqualTo(4 * one);
        registry.learn("v:ten", secret("value-two"));
        assertThat(registry.patterns().size()).isEqualTo(5 * one);
    }

    @Test
    void aRunningSearchSeesWhatIsLearnt() {
        List<String> found = new ArrayList<>();
        try (PieceWise search = new PieceWise(registry::patterns, found)) {
            search.add(Literals.bytes("value-one value-two "), false);
            assertThat(found).isEmpty();
            registry.learn("v:one", secret("value-one"));
            search.add(Literals.bytes("value-one value-two "), false);
            registry.learn("v:two", secret("value-two"));
            search.add(Literals.bytes("value-one value-two "), true);
        }
        assertThat(found).containsOnly("20-29 plain", "40-49 plain", "50-59 plain");
    }

    @Test
    void thousandsOfLiteralsAreLearntAndFound() {
        for (int i = 0; i < 600; i++) {
            registry.learn("v:" + i, secret("secret-value-" + i * 7919));
        }
        assertThat(registry.patterns().size()).isGreaterThan(10_000);
        for (int i = 0; i < 600; i++) {
            assertThat(Literals.found(registry.patterns(), "<secret-value-" + i * 7919 + ">"))
                    .isNotEmpty();
        }
        assertThat(registry).hasToString("SecretRegistry[600]");
    }

    @Test
    void closingOverwritesTheLiterals() {
        List<Pattern> forms = EncodedForms.of(Literals.bytes(WORD), Pattern.EVERYONE);
        List<Pattern> before = EncodedForms.of(Literals.bytes(KEY), Pattern.EVERYONE);
        KnownValue known = new KnownValue(secret(KEY), Set.of(), before, List.of());
        KnownValue rotated = known.rotatedTo(secret(WORD), forms, Instant.EPOCH, 4);
        assertThat(forms).allMatch(form -> form.bytes[1] != 0 || form.bytes[0] != 0);
        rotated.wipe();
        for (Pattern form : forms) {
            assertThat(form.bytes).containsOnly(0);
        }
        for (Pattern form : before) {
            assertThat(form.bytes).containsOnly(0);
        }
        assertThatThrownBy(() -> rotated.current().hasSameValueAs(secret(WORD)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rotated).hasToString("KnownValue");
    }

    @Test
    void closingOverwritesTheGramsOfASnapshot() {
        PatternSet patterns = Literals.of("abcdefgh", "0123456789abcdefghijklmn");
        assertThat(Literals.found(patterns, "abcdefgh")).isNotEmpty();
        patterns.wipe();
        assertThat(Literals.found(patterns, "abcdefgh")).isEmpty();
        assertThat(Literals.found(patterns, "0123456789abcdefghijklmn")).isEmpty();
    }

    @Test
    void nothingIsKnownOnceItIsClosed() {
        registry.learn("v:word", secret(WORD));
        PatternSet compiled = registry.patterns();
        registry.learn("v:key", secret(KEY));
        registry.close();
        assertThat(registry).hasToString("SecretRegistry[0]");
        for (PatternSet patterns : List.of(compiled, registry.patterns())) {
            assertThatThrownBy(() -> Literals.found(patterns, WORD)).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> registry.learn("v:new", secret(KEY)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> registry.learn("v:closed", closed())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aClosedSecretIsNotLearntInPlaceOfAKnownOne() {
        registry.learn("v:word", secret(WORD), "acme");
        assertThatThrownBy(() -> registry.learn("v:word", closed())).isInstanceOf(IllegalStateException.class);
        assertSeenBy(WORD, "acme", SecretRegistry.HOST);
    }

    @Test
    void searchesGoOnWhileOthersLearn() throws Exception {
        registry.learn("v:word", secret(WORD));
        AtomicBoolean ends = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread learning = new Thread(() -> {
            for (int i = 0; i < 100; i++) {
                registry.learn("v:" + i % 20, secret("changing-value-" + i));
            }
            ends.set(true);
        });
        learning.setUncaughtExceptionHandler((thread, e) -> failure.set(e));
        learning.start();
        int searches = 0;
        while (learning.isAlive() || searches == 0) {
            assertThat(Literals.found(registry.patterns(), "-" + WORD)).contains("1-15");
            searches++;
        }
        learning.join();
        assertThat(failure).hasNullValue();
        assertThat(ends).isTrue();
        for (int i = 80; i < 100; i++) {
            assertThat(Literals.found(registry.patterns(), "changing-value-" + i))
                    .isNotEmpty();
        }
    }

    private void assertSeenBy(String value, String... workspaces) {
        for (String workspace : List.of("acme", "globex", "other", SecretRegistry.HOST)) {
            boolean isSeen =
                    !Literals.found(registry.patterns(), workspace, "-" + value).isEmpty();
            assertThat(isSeen).as(workspace).isEqualTo(List.of(workspaces).contains(workspace));
        }
    }

    private static Secret closed() {
        Secret secret = secret("no longer here");
        secret.close();
        return secret;
    }

    private static Secret secret(String text) {
        return Secret.copyOf(Literals.bytes(text));
    }
}
