package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Access;
import dev.outloop.action.ActionRequest;
import dev.outloop.core.SourceFeed.Waits;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import dev.outloop.spi.AccessSource.Definitions;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Accesses that a host keeps elsewhere")
@Timeout(60)
class AccessSourceTest {

    private static final Waits QUICK =
            new Waits(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMinutes(10), Duration.ofSeconds(10));
    private static final Waits IMPATIENT =
            new Waits(Duration.ofMillis(50), Duration.ofMillis(1), Duration.ofMinutes(10), Duration.ofMillis(50));
    private static final String SECRET_TEXT = "password=hunter2";
    private static final String RULES = """
            version: 1
            rules:
              - { id: acme-token, provider: acme, source: handbook, date: 2026-11-24, keywords: [acme_],
                  pattern: "[a-z0-9]{8}", entropy: 1.5 }
            """;

    private final ReloadRig rig = new ReloadRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void areUsedBesideThoseOfTheConfigurationAndFollowTheirSource(@TempDir Path folder) throws Exception {
        rig.server.answer(Reply.status(200, "ok"));
        FolderSource source = new FolderSource(folder);
        source.put("globex", "g-1");
        rig.open(rig.config(access("kept", "t-1")), source, QUICK);
        assertThat(ReloadRig.told(rig.perform("kept", "1"))).isEqualTo("ok");
        assertThat(own("globex")).isEqualTo("/v1/g-1/1");

        source.put("initech", "i-1");
        await(() -> isKnown("initech"));
        assertThat(own("initech")).isEqualTo("/v1/i-1/1");
        source.put("globex", "g-2");
        await(() -> own("globex").equals("/v1/g-2/1"));
        Files.delete(folder.resolve("initech"));
        rig.broker().reload();
        assertThat(isKnown("initech")).isFalse();
    }

    @Test
    void haveNoWorkspaceRoundTheFolderForState(@TempDir Path folder) throws Exception {
        BrokerConfig config =
                configured().toBuilder().state(folder.resolve("globex/state")).build();
        for (String name : List.of("other", "globex")) {
            Path place = Files.createDirectories(folder.resolve(name));
            Workspace globex = Workspace.of("globex", new Tenant("globex-inc")).at(place);
            ScriptedSource source = source(Definitions.of(List.of(globex), List.of(), Policy.empty()));
            if (name.equals("other")) {
                rig.open(config, source, QUICK);
                assertThat(isKnown("globex")).isTrue();
                rig.broker().close();
            } else {
                assertThatThrownBy(() -> rig.open(config, source, QUICK))
                        .rootCause()
                        .isInstanceOf(StartException.class)
                        .hasMessageContaining("the folder for state lies in the folder of the workspace globex");
            }
        }
    }

    @Test
    void haveNoWorkspaceRoundWhatTheConfigurationIsReadFrom(@TempDir Path folder) throws Exception {
        Path globex = Files.createDirectories(folder.resolve("globex"));
        Path table = Files.writeString(globex.resolve("clients.csv"), "workspace,tenant\ninitech,initech-inc\n");
        Path rules = Files.writeString(globex.resolve("rules.yaml"), RULES);
        String yaml = rig.yaml(rig.server.url(), access("kept", "t-1"));
        BrokerConfig tabled = rig.parse(yaml + "clients: \"" + table + "\"\n");
        BrokerConfig ruled = rig.parse(yaml).toBuilder()
                .redaction(Redaction.cutting().withRules(rules))
                .build();
        assertThat(tabled.workspaces()).hasSize(2);
        for (Path place : List.of(folder.resolve("other"), globex)) {
            Workspace workspace =
                    Workspace.of("globex", new Tenant("globex-inc")).at(place);
            Definitions more = Definitions.of(List.of(workspace), List.of(), Policy.empty());
            if (place.equals(globex)) {
                assertThatThrownBy(() -> SourcedConfig.of(tabled, more))
                        .hasMessageContaining("a table of clients lies in");
                assertThatThrownBy(() -> SourcedConfig.of(ruled, more)).hasMessageContaining("a file of rules lies in");
            } else {
                assertThat(SourcedConfig.of(tabled, more).workspaces()).hasSize(3);
                assertThat(SourcedConfig.of(ruled, more).workspaces()).hasSize(2);
            }
        }
    }

    @Test
    void conflictWithTheConfigurationByNamingBoth() {
        Access taken = FolderSource.access("kept", "acme", "t-2");
        List<Definitions> wrong = List.of(
                Definitions.of(List.of(acme()), List.of(), Policy.empty()),
                Definitions.of(List.of(), List.of(taken), Policy.empty()),
                Definitions.of(List.of(), List.of(), policy()));
        List<String> sentences = List.of(
                "source.workspaces.acme: expected another name: workspaces.acme of the configuration has it",
                "source.access[0].workspaces.acme: expected another alias: access[0] of the configuration grants",
                "source.rules.no-items: expected another name: rules.no-items of the configuration has it");
        BrokerConfig config = configured();
        for (int i = 0; i < wrong.size(); i++) {
            ScriptedSource source = source(wrong.get(i));
            String sentence = sentences.get(i);
            assertThatThrownBy(() -> rig.open(config, source, QUICK))
                    .rootCause()
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(sentence);
            assertThat(source.closed.getCount()).as("the source is closed").isZero();
        }
    }

    @Test
    void areCheckedLikeThoseOfTheConfiguration() {
        ScriptedSource source = source(Definitions.of(
                List.of(), List.of(granted("fine"), FolderSource.access("bad", "nobody", "x")), Policy.empty()));
        assertThatThrownBy(() -> rig.open(rig.config(access("kept", "t-1")), source, QUICK))
                .rootCause()
                .hasMessageContaining("source.access[1].workspaces.nobody: expected the name of a workspace");
    }

    @Test
    void leaveWhatIsInForceWhenTheyCannotBeRead() throws Exception {
        rig.server.answer(Reply.status(200, "ok"));
        ScriptedSource source = source(only("one"));
        OutloopBroker broker = rig.open(rig.config(access("kept", "t-1")), source, QUICK);
        List<ScriptedSource.Reading> faults = List.of(
                () -> {
                    throw new IOException(SECRET_TEXT);
                },
                () -> {
                    throw new IllegalStateException(SECRET_TEXT);
                },
                () -> {
                    throw new StackOverflowError(SECRET_TEXT);
                },
                () -> null,
                () -> Definitions.of(List.of(acme()), List.of(), Policy.empty()));
        for (ScriptedSource.Reading fault : faults) {
            source.reading = fault;
            source.changed.run();
            await(() -> broker.accessSourceFailure().isPresent());
            assertThat(broker.accessSourceFailure().orElseThrow()).doesNotContain(SECRET_TEXT);
            assertThatThrownBy(() -> broker.reload(rig.config(access("kept", "t-2"))))
                    .isInstanceOfAny(IOException.class, ConfigException.class)
                    .message()
                    .doesNotContain(SECRET_TEXT);
            assertThat(ReloadRig.told(rig.perform("one", "1"))).isEqualTo("ok");
            assertThat(ReloadRig.told(rig.perform("kept", "1"))).isEqualTo("ok");
            source.reading = () -> only("one");
            broker.reload();
            assertThat(broker.accessSourceFailure()).isEmpty();
        }
        assertThat(rig.server.requests()).noneMatch(request -> request.target().contains("t-2"));
    }

    @Test
    void areReadOnceForManyChangesAtATime() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ScriptedSource source = source(only("one"));
        rig.open(rig.config(access("kept", "t-1")), source, QUICK);
        source.reading = () -> {
            reached.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return only("two");
        };
        source.changed.run();
        reached.await();
        int before = source.reads.get();
        for (int i = 0; i < 1000; i++) {
            source.changed.run();
        }
        go.countDown();
        await(() -> source.reads.get() == before + 1);
        rig.broker().reload();
        assertThat(source.reads).hasValue(before + 2);
    }

    @Test
    void areReadAgainByThemselvesAfterAFailure() throws Exception {
        ScriptedSource source = source(only("one"));
        Waits retrying =
                new Waits(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofSeconds(10));
        rig.open(rig.config(access("kept", "t-1")), source, retrying);
        source.reading = () -> {
            source.reading = () -> only("two");
            throw new IOException(SECRET_TEXT);
        };
        source.changed.run();
        await(() -> ReloadRig.told(rig.perform("two", "1")).equals("completed"));
        assertThat(rig.broker().accessSourceFailure()).isEmpty();
    }

    @Test
    void holdUpNeitherCallsNorClosingWhenTheyHang() throws Exception {
        rig.server.answer(Reply.status(200, "ok"));
        CountDownLatch reached = new CountDownLatch(2);
        CountDownLatch released = new CountDownLatch(1);
        ScriptedSource source = source(only("one"));
        OutloopBroker broker = rig.open(rig.config(access("kept", "t-1")), source, IMPATIENT);
        source.reading = ScriptedSource.hanging(reached, released);
        source.closing = () -> {
            try {
                ScriptedSource.hanging(reached, released).read();
            } catch (IOException e) {
                // It was let go.
            }
        };
        assertThatThrownBy(broker::reload).isInstanceOf(IOException.class).hasMessageContaining("within PT0.05S");
        assertThatThrownBy(broker::reload).isInstanceOf(IOException.class).hasMessageContaining("not come back");
        assertThat(ReloadRig.told(rig.perform("one", "1"))).isEqualTo("ok");
        broker.close();
        reached.await();
        assertThat(released.getCount()).as("both still hang").isEqualTo(1);
        released.countDown();
        awaitNoThread();
    }

    @Test
    void endTheReloadThatWaitsForThemWhenTheBrokerIsClosed() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ScriptedSource source = source(only("one"));
        OutloopBroker broker = rig.open(
                rig.config(access("kept", "t-1")),
                source,
                new Waits(Duration.ofHours(1), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofSeconds(10)));
        source.reading = ScriptedSource.hanging(reached, released);
        CompletableFuture<Throwable> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                broker.reload();
                return null;
            } catch (Exception e) {
                return e;
            }
        });
        reached.await();
        broker.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        released.countDown();
        awaitNoThread();
    }

    @Test
    void missNoChangeBetweenTheFirstReadAndTheStart() throws Exception {
        ScriptedSource source = new ScriptedSource(() -> only("one"));
        source.reading = () -> {
            source.reading = () -> only("two");
            source.changed.run();
            return only("one");
        };
        rig.open(rig.config(access("kept", "t-1")), source, QUICK);
        await(() -> ReloadRig.told(rig.perform("two", "1")).equals("completed"));
    }

    @Test
    void areNotTakenFromAHostThatChangesWhatItGave() throws Exception {
        rig.server.answer(Reply.status(200, "ok"));
        List<Access> given = new ArrayList<>(List.of(granted("one")));
        rig.open(rig.config(access("kept", "t-1")), source(Definitions.of(List.of(), given, Policy.empty())), QUICK);
        given.clear();
        assertThat(ReloadRig.told(rig.perform("one", "1"))).isEqualTo("ok");
    }

    private static ScriptedSource source(Definitions definitions) {
        return new ScriptedSource(() -> definitions);
    }

    private static Definitions only(String alias) {
        return Definitions.of(List.of(), List.of(granted(alias)), Policy.empty());
    }

    private static Access granted(String alias) {
        return FolderSource.access(alias, "acme", "s-1");
    }

    private static Policy policy() {
        return Policy.of(
                List.of(PolicyRule.builder("no-items", Decision.Kind.DENY)
                        .named(PolicyRule.Subject.ALIAS, "kept")
                        .build()),
                List.of());
    }

    private static Workspace acme() {
        return Workspace.of("acme", new Tenant("acme-corp"));
    }

    private BrokerConfig configured() {
        try {
            return rig.config(ReloadRig.access("kept", "t-1")).toBuilder()
                    .policy(policy())
                    .build();
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnown(String workspace) {
        try {
            return rig.broker().assertCaller(workspace, "codex") != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What the service is asked for when the workspace uses its own access. */
    private String own(String workspace) {
        int before = rig.server.requests().size();
        rig.broker()
                .broker()
                .perform(ActionRequest.action(rig.broker().assertCaller(workspace, "codex"), "own", "item")
                        .with("id", "1")
                        .build());
        var requests = rig.server.requests();
        return requests.size() == before ? "nothing" : requests.get(before).target();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static void awaitNoThread() throws InterruptedException {
        await(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("outloop-access")));
    }
}
