package dev.outloop.samples.firstproof.proof;

import dev.outloop.action.ActionResult;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.StartException;
import dev.outloop.core.VaultSet;
import dev.outloop.samples.firstproof.command.ExitCode;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultStoreRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows on this machine, offline, that an agent's calls reach an API with a key that the agent never sees, and that
 * those it may not make reach nothing.
 *
 * <p>Everything is made for one run in a temporary directory and removed again: a keystore with a random key, a
 * configuration, a trail, and an API on the loopback interface that hands the key back in hostile ways.
 */
public final class Proof {

    static final String ACME_ACCOUNT = "t-1001";
    static final String GLOBEX_ACCOUNT = "t-2002";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;

    /** A proof by this clock. */
    public Proof(Clock clock) {
        this.clock = clock;
    }

    /**
     * Runs it and prints what came of each call.
     *
     * @return 0 if everything held; otherwise 1, and what did not hold was printed
     */
    public int run(PrintStream out) {
        Expectations expect = new Expectations();
        try (ProofHome home = ProofHome.create();
                ProofKey key = ProofKey.generate();
                EchoApi api = EchoApi.start(key)) {
            run(home, key, api, expect, out);
        } catch (IOException | ConfigException | StartException | VaultException e) {
            expect.hold(false, "the proof could not be carried through: " + e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            expect.hold(false, "the proof broke off: " + e.getClass().getName());
        }
        return conclude(expect, out);
    }

    private void run(ProofHome home, ProofKey key, EchoApi api, Expectations expect, PrintStream out)
            throws IOException, ConfigException, StartException, VaultException {
        home.makeFolder("clients/acme");
        home.makeFolder("clients/globex");
        BrokerConfig config = BrokerConfig.load(
                home.write("outloop.yaml", configuration(api.port()).getBytes(StandardCharsets.UTF_8)));
        Path audit = config.auditPath().orElseThrow();
        String withoutKey = api.askWithoutKey();
        expect.hold(withoutKey.contains(" 401 "), "the API answers without the key");
        List<Measured> rows = new ArrayList<>();
        VaultSet vaults = VaultSet.open(config, clock);
        WatchedTrail trail = new WatchedTrail(AuditTrail.open(audit, clock));
        CountedVault vault = new CountedVault(vaults, vaults.vault("local").orElseThrow(), trail);
        store(vaults, key);
        try (OutloopBroker control = OutloopBroker.builder()
                .config(config)
                .clock(clock)
                .vault("local", vault)
                .auditSink(trail)
                .build()) {
            Meter meter = new Meter(control.broker(), key, api, vault, trail);
            ProofTable table = new ProofTable(out);
            table.head();
            for (AgentCall call : new AgentCalls(control).all()) {
                Measured measured = meter.measure(call);
                measured.judge(expect);
                table.row(measured);
                rows.add(measured);
            }
            table.legend();
        }
        sameWords(rows, expect);
        int allowed = (int) rows.stream().filter(row -> row.call().isAllowed()).count();
        TrailReading reading = TrailReading.of(audit);
        reading.judge(expect, allowed, rows.size() - allowed);
        int found = 0;
        for (Path file : home.files()) {
            found += key.countIn(Files.readAllBytes(file));
        }
        expect.same("places with the key in files beside the API", 0, found);
        out.println("Trail: " + reading + ".");
        out.println("Places with the key in files of the broker: " + found + ".");
        out.println("Without the key the API answers: " + withoutKey + ".");
    }

    private void store(VaultSet vaults, ProofKey key) throws VaultException {
        try (Secret value = key.secret()) {
            if (vaults.vault("local").orElseThrow() instanceof VaultBackend.Storing storing) {
                storing.store(VaultStoreRequest.of(
                        SecretRef.parse("local:crm/key"), value, clock.instant().plus(PATIENCE)));
            }
        }
    }

    /** Who may not use an alias must not learn from the words whether it exists. */
    private static void sameWords(List<Measured> rows, Expectations expect) {
        List<String> words = rows.stream()
                .filter(row -> row.call().name().equals(AgentCalls.FOREIGN_ALIAS)
                        || row.call().name().equals(AgentCalls.UNKNOWN_ALIAS))
                .map(row -> row.result() instanceof ActionResult.Denied denied ? denied.message() : "")
                .distinct()
                .toList();
        expect.same("different words for a foreign and an unknown alias", 1, words.size());
    }

    private static int conclude(Expectations expect, PrintStream out) {
        List<String> broken = expect.broken();
        if (broken.isEmpty()) {
            out.println("Held: all " + expect.asked() + " expectations.");
            return ExitCode.COMPLETED;
        }
        broken.forEach(sentence -> out.println("NOT HELD: " + sentence));
        out.println("Not held: " + broken.size() + " of " + expect.asked() + " expectations.");
        return ExitCode.NOT_HELD;
    }

    private static String configuration(int port) {
        return """
                version: 1
                vaults:
                  local: { backend: keystore, path: vault.p12, lease: { ttl: 0s } }  # asked for each call, so that calls count
                services:
                  echo:
                    url: "http://127.0.0.1:%d/v1"
                    credential: { header: X-API-Key }
                    pins: { account: { pattern: "t-[0-9]+" } }
                    actions:
                      echo:
                        method: GET
                        path: "/tenants/{account}/echo/{how}"
                        params: { how: { in: path, type: string, max: 16, pattern: "[a-z0-9]+" } }
                      erase: { method: DELETE, path: "/tenants/{account}" }
                workspaces:
                  acme: { tenant: acme-corp, path: clients/acme }
                  globex: { tenant: globex-inc, path: clients/globex }
                access:
                  - alias: crm
                    service: echo
                    secret: "local:crm/key"
                    actions: [echo]
                    runtimes: [claude-code]
                    workspaces:
                      acme: { pins: { account: %s } }
                      globex: { pins: { account: %s } }
                  - alias: ads
                    service: echo
                    secret: "local:crm/key"
                    actions: [echo]
                    workspaces: { globex: { pins: { account: %s } } }
                audit: { path: audit }
                """.formatted(port, ACME_ACCOUNT, GLOBEX_ACCOUNT, GLOBEX_ACCOUNT);
    }
}
