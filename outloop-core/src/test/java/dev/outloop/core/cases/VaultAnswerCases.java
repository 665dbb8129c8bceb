package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionResult;
import dev.outloop.core.internal.dispatch.TlsServer;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A vault that answers what it should not. */
final class VaultAnswerCases {

    private static final String FAILURE = "expected to";

    private VaultAnswerCases() {}

    static List<FaultCase> all() {
        return List.of(
                // What is no JSON, or of another type, is refused by the parser: there is no check to take out.
                unchecked("VAULT-005", () -> refused("{\"value\":\"KEY", ErrorCode.VAULT_FAILED)),
                unchecked("VAULT-006", () -> refused("<html>Log in, KEY</html>", ErrorCode.VAULT_FAILED)),
                unchecked("VAULT-019", VaultAnswerCases::wrongTypes),
                checked(
                        "VAULT-007",
                        () -> refused("{\"value\":\"\"}", ErrorCode.SECRET_UNFIT),
                        FAILURE,
                        "lease.Fit#requireNotEmpty",
                        "lease.Fit#requireLength",
                        "dispatch.Credentials#requireFit"),
                checked(
                        "VAULT-011",
                        () -> refused("{\"value\":\"KEY\\u0000\"}", ErrorCode.SECRET_UNFIT),
                        FAILURE,
                        "lease.Fit#refuseControlCharacters",
                        "dispatch.Credentials#requireFit"),
                checked(
                        "VAULT-012",
                        () -> refused("{\"value\":\"KEYp\u00e4ssword\"}", ErrorCode.SECRET_UNFIT),
                        FAILURE,
                        "lease.Fit#requireHeaderAscii",
                        "dispatch.Credentials#requireFit"),
                checked(
                        "VAULT-015",
                        () -> refused("{\"value\":\"true\"}", ErrorCode.SECRET_UNFIT),
                        FAILURE,
                        "lease.Fit#requireLength"),
                checked("VAULT-016", VaultAnswerCases::partsOfAKeyFile, "private key", "secrets.SecretFields#read"),
                checked(
                        "VAULT-026",
                        VaultAnswerCases::certificates,
                        FAILURE,
                        "dispatch.ServiceTls#requireHostInCertificate"),
                // Without a deadline there is no end to fail at.
                unchecked("VAULT-027", VaultAnswerCases::slow),
                checked(
                        "VAULT-029",
                        VaultAnswerCases::ownTokenComesBack,
                        "token",
                        "secrets.SecretRegistry#learnChanged"));
    }

    private static void refused(String answer, ErrorCode code) throws Exception {
        try (VaultBench bench = VaultBench.open("", "20s")) {
            bench.vault.answer(request -> VaultBench.json(answer.replace("KEY", bench.key.text())));
            bench.requireRefused(code);
            bench.requireInvariants();
        }
    }

    private static void wrongTypes() throws Exception {
        for (String value : List.of("12345678", "true", "[\"KEY\"]", "{\"raw\":\"KEY\"}", "null")) {
            refused("{\"value\":" + value + "}", ErrorCode.VAULT_FAILED);
        }
    }

    /** The key of a service account is a JSON object; an answer with nothing but its private part gives it away too. */
    private static void partsOfAKeyFile() throws Exception {
        Canary part = Canary.random("private key");
        try (VaultBench bench = VaultBench.open()) {
            String file = "{\\\"type\\\":\\\"service_account\\\",\\\"private_key\\\":\\\"" + part.text() + "\\\"}";
            bench.vault.answer(VaultBench.value(file));
            bench.good.answer(Reply.status(200, "in an error: " + part.text()));
            ActionResult result = bench.get();
            assertThat(result).isCompleted();
            assertThat(part.isFoundIn(bench.good.requests().get(0).raw())).isTrue();
            assertThat(result).as("private key").hides(part);
            bench.requireInvariants();
        }
    }

    private static void certificates() throws Exception {
        Folders.with(folder -> {
            TlsServer named = new TlsServer(folder, "localhost", "-1d", 3);
            TlsServer other = new TlsServer(folder, "vault.example", "-1d", 3);
            try (LoopbackServer server = LoopbackServer.start(named.sockets());
                    VaultBench bench = VaultBench.open(server, url(server), trust(named))) {
                bench.requireControl();
                bench.requireInvariants();
            }
            try (LoopbackServer server = LoopbackServer.start(named.sockets());
                    VaultBench bench = VaultBench.open(server, url(server), "")) {
                bench.requireRefused(ErrorCode.VAULT_UNTRUSTED);
                bench.requireInvariants();
            }
            try (LoopbackServer server = LoopbackServer.start(other.sockets());
                    VaultBench bench = VaultBench.open(server, url(server), trust(other))) {
                bench.requireRefused(ErrorCode.VAULT_UNTRUSTED);
                assertThat(server.requests()).isEmpty();
                bench.requireInvariants();
            }
        });
    }

    private static String url(LoopbackServer server) {
        return "https://localhost:" + server.port();
    }

    private static String trust(TlsServer shown) {
        return ", network: { trust: \"" + shown.pem + "\" }";
    }

    private static void slow() throws Exception {
        try (VaultBench bench = VaultBench.open("", "1s")) {
            Semaphore pace = new Semaphore(20);
            byte[] body = ("{\"value\":\"" + bench.key.text() + "\"}").getBytes(StandardCharsets.UTF_8);
            bench.vault.answer(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .thenDrip(pace, body));
            bench.requireRefused(ErrorCode.VAULT_TIMEOUT);
            assertThat(bench.vault.requests()).hasSize(1);
            bench.requireInvariants();
        }
    }

    /** The vault's own token is known to redaction as soon as it was used. */
    private static void ownTokenComesBack() throws Exception {
        try (VaultBench bench = VaultBench.open()) {
            bench.good.answer(request -> Reply.status(200, "your vault says: " + bench.token.text()));
            ActionResult result = bench.get();
            assertThat(result).isCompleted();
            assertThat(result).as("the token").hides(bench.token);
            bench.vault.answer(request -> Reply.status(500, "no such token: " + bench.token.text()));
            bench.control.close();
            bench.requireInvariants();
        }
        try (VaultBench bench = VaultBench.open()) {
            bench.vault.answer(request -> Reply.status(403, "no such token: " + bench.token.text()));
            bench.requireRefused(ErrorCode.VAULT_DENIED);
            bench.requireInvariants();
        }
    }
}
