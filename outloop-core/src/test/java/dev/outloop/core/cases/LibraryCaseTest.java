package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import dev.outloop.CallerToken;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.OutloopBroker;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the library promises inside the process. */
class LibraryCaseTest {

    private final Canary canary = Canary.random("lib");

    @TempDir
    Path folder;

    @Test
    @CaseId("LIB-001")
    void aSecretPrintsNothing() {
        try (Secret secret = canary.secret();
                LogTape log = new LogTape()) {
            org.slf4j.LoggerFactory.getLogger("dev.outloop.core.cases").error("{}", secret);
            assertThat("" + secret).isEqualTo("Secret[redacted]");
            assertThat(String.format(Locale.ROOT, "%s", secret)).isEqualTo("Secret[redacted]");
            assertThat(new String(log.heard(), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("Secret[redacted]");
            assertThat(secret.toByteArray(InsecureSecretAccess.get())).isEqualTo(canary.bytes());
        }
    }

    @Test
    @CaseId({"LIB-004", "LIB-005"})
    void aSecretIsNotWrittenByReflectionOrSerialization() {
        try (Secret secret = canary.secret()) {
            String json;
            try {
                json = new Gson().toJson(secret);
            } catch (RuntimeException e) {
                json = String.valueOf(e.getMessage());
            }
            assertThat(json)
                    .doesNotContain(canary.text())
                    .doesNotContain(Arrays.toString(canary.bytes()).replace(" ", ""));
            assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(secret))
                    .isInstanceOf(NotSerializableException.class);
        }
    }

    @Test
    @CaseId({"LIB-008", "LIB-009"})
    void aSecretIsComparedByItsOwnMethodAlone() throws Exception {
        try (Secret one = canary.secret();
                Secret two = canary.secret()) {
            assertThat(one.hasSameValueAs(two)).isTrue();
            assertThat(one).isNotEqualTo(two).isNotInstanceOf(Comparable.class);
            assertThat(Secret.class.getMethod("hashCode").getDeclaringClass()).isEqualTo(Object.class);
            assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
        }
    }

    @Test
    @CaseId({"LIB-010", "LIB-011"})
    void exceptionsQuoteNothing() {
        String text = canary.text();
        List<Runnable> wrong = List.of(
                () -> ServiceUrl.parse("https://" + text + "@evil.example"),
                () -> SecretRef.parse(text + "\n"),
                () -> new dev.outloop.identity.AgentRuntime(text),
                () -> Secret.ofUtf8((text + "\ud800").toCharArray()));
        for (Runnable each : wrong) {
            assertThatThrownBy(each::run).satisfies(failure -> {
                assertThat(String.valueOf(failure.getMessage())).doesNotContain(text);
                assertThat(failure.getCause()).isNull();
            });
        }
        assertThatThrownBy(() -> ConfigCases.parse("https://" + text + "\"\n  : [", "a"))
                .hasNoCause()
                .hasMessageNotContaining(text);
    }

    @Test
    @CaseId("LIB-013")
    void nothingIsPutIntoTheDiagnosticContext() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.vault.beforeAnswering(
                    () -> assertThat(org.slf4j.MDC.getCopyOfContextMap()).isNullOrEmpty());
            assertThat(bench.perform(bench.get("/items").build())).isCompleted();
            assertThat(org.slf4j.MDC.getCopyOfContextMap()).isNullOrEmpty();
        }
    }

    @Test
    @CaseId("LIB-019")
    void aListenerIsGivenNamesAndNoUrl() throws Exception {
        List<String> heard = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (Bench bench =
                Bench.open(yaml -> yaml, builder -> builder.listener(event -> heard.add(event.toString())))) {
            assertThat(bench.perform(ActionRequest.http(bench.a, "maps", "GET", "/places?near=somewhere")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().target()).contains("near=somewhere").contains(bench.crmKey.text());
            assertThat(heard).isNotEmpty().noneMatch(line -> line.contains("somewhere"));
            assertThat(bench.crmKey.isFoundIn(heard.toString())).isFalse();
        }
    }

    @Test
    @CaseId("LIB-020")
    void aSecretIsInNoSystemProperty() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            assertThat(bench.crmKey.isFoundIn(System.getProperties() + "" + System.getenv()))
                    .isFalse();
        }
    }

    @Test
    @CaseId({"LIB-025", "LIB-026"})
    void theBuilderTakesNeitherClientNorSignerAndABrokerGivesNoSecret() {
        List<String> types =
                List.of(OutloopBroker.Builder.class, OutloopBroker.class, dev.outloop.Broker.class).stream()
                        .flatMap(type -> Arrays.stream(type.getMethods()))
                        .flatMap(LibraryCaseTest::types)
                        .toList();
        assertThat(types).contains("dev.outloop.spi.AuditSink");
        assertThat(types)
                .noneMatch(type -> type.contains("http") || type.endsWith(".Secret") || type.endsWith(".Lease"));
    }

    @Test
    @CaseId("LIB-028")
    void whatIsDerivedFromASecretIsCutToo() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replaceFirst(
                        "credential: bearer", "credential: { basic: { username: user, password: secret } }"),
                builder -> builder)) {
            bench.good.answer(request -> Reply.status(200, request.head()));
            ActionResult result = bench.perform(
                    ActionRequest.http(bench.a, "bear", "GET", "/items").build());
            String sent = bench.lastRequest().header("Authorization").orElseThrow();
            assertThat(sent).startsWith("Basic ");
            assertThat(result).isCompleted().hides(bench.crmKey).bodyDoesNotContain(sent.substring(6));
        }
    }

    @Test
    @CaseId("LIB-029")
    void aResultMayBeLogged() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.good.answer(request -> Reply.status(200, request.head().repeat(100)));
            ActionResult result = bench.perform(bench.get("/items").build());
            assertThat(result).isCompleted().hides(bench.crmKey);
            assertThat(result.toString()).hasSizeLessThan(200);
        }
    }

    @Test
    @CaseId("LIB-031")
    void aTrailIsLockedAcrossClassLoaders() throws Exception {
        Class<?> twin = Twin.unchanged().load(AuditTrail.class.getName());
        Method open = twin.getMethod("open", Path.class, Clock.class);
        try (AutoCloseable held = AuditTrail.open(folder, Clock.systemUTC())) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> open.invoke(null, folder, Clock.systemUTC()))
                    .hasCauseInstanceOf(IOException.class);
        }
        ((AutoCloseable) open.invoke(null, folder, Clock.systemUTC())).close();
    }

    @Test
    @CaseId("LIB-041")
    void aTokenHas256RandomBits() throws Exception {
        try (Bench bench = Bench.open();
                CallerToken one = bench.control.issueToken("a", "claude-code", Duration.ofMinutes(1));
                CallerToken two = bench.control.issueToken("a", "claude-code", Duration.ofMinutes(1))) {
            byte[] text = one.value().toByteArray(InsecureSecretAccess.get());
            assertThat(java.util.Base64.getUrlDecoder().decode(Arrays.copyOfRange(text, 4, text.length)))
                    .hasSize(32);
            assertThat(one.value().hasSameValueAs(two.value())).isFalse();
        }
    }

    @Test
    @CaseId({"LIB-042", "LIB-043", "LIB-014", "LIB-015"})
    void rulesHoldUnderAnotherLocaleCharsetAndFullLogging() throws Exception {
        Child child = Child.start(
                List.of(
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Dfile.encoding=UTF-16",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"),
                List.of("URL-037", "HDR-012", "HDR-015", "HDR-016", "HDR-005", "HDR-039", "TEN-001"));
        assertThat(child.finish()).contains("7 held");
    }

    @Test
    @CaseId("HOST-050")
    void aProxyThatNobodyAskedForIsNotUsed() throws Exception {
        Child child = Child.start(
                List.of(
                        "-Dhttp.proxyHost=127.0.0.1",
                        "-Dhttp.proxyPort=9",
                        "-Dhttp.nonProxyHosts=",
                        "-Djava.net.useSystemProxies=true"),
                List.of("URL-037"));
        assertThat(child.finish()).contains("1 held");
    }

    @Test
    @CaseId("LIB-045")
    void aTerminatedBrokerLeavesAnAttemptWithoutOutcome() throws Exception {
        Child child = Child.start(List.of(), List.of("hang", folder.toString()));
        child.awaitLine("asked");
        child.terminate();
        String trail = Files.readString(folder.resolve("trail-000001.jsonl"));
        assertThat(trail).contains("\"event\":\"ATTEMPT\"").doesNotContain("\"event\":\"OUTCOME\"");
        assertThat(AuditTrail.verify(folder).isIntact()).isTrue();
        AuditTrail.open(folder, Clock.systemUTC()).close();
    }

    private static java.util.stream.Stream<String> types(Method method) {
        return java.util.stream.Stream.concat(
                        Arrays.stream(method.getParameterTypes()), java.util.stream.Stream.of(method.getReturnType()))
                .map(Class::getName);
    }
}
