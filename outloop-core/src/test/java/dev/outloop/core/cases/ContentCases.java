package dev.outloop.core.cases;

import static dev.outloop.core.cases.FaultCase.checked;
import static dev.outloop.core.cases.FaultCase.unchecked;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.Reply;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * What comes into the trail's bytes, and what does not. Where nothing is named that could be taken out, no code puts the
 * text there: a record is made of named fields and has none for a body, a header or a query.
 */
final class ContentCases {

    private static final String PASTED = "sk-live-4eC39HqLyjWDarjtT1zdp7dc";

    private ContentCases() {}

    static List<FaultCase> all() {
        return List.of(
                unchecked("AUD-023", ContentCases::keyInQuery),
                unchecked("AUD-025", ContentCases::keyInErrorBody),
                unchecked("AUD-026", ContentCases::keyPastedByTheAgent),
                checked(
                        "AUD-027",
                        () -> hostileAlias("x\n{\"seq\":1}", "{\"seq"),
                        "(malformed)",
                        "journal.Subject#nameOnly"),
                checked("AUD-028", ContentCases::terminalControls, "(malformed)", "journal.Subject#nameOnly"),
                // There is no console here that could show it; what a console would read has no such text.
                checked(
                        "AUD-030",
                        () -> hostileAlias("<img src=x onerror=alert(1)>", "<img"),
                        "(malformed)",
                        "journal.Subject#nameOnly"),
                unchecked("AUD-035", ContentCases::binaryCarrier),
                // That the fingerprint is keyed is the only way it is made.
                unchecked("AUD-037", ContentCases::guessableValue));
    }

    private static void keyInQuery() throws Exception {
        try (Bench bench = Bench.open()) {
            ActionRequest request = ActionRequest.http(bench.a, "maps", "GET", "/places?near=somewhere")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().target()).contains("near=somewhere").contains("key=" + bench.crmKey.text());
            bench.requireInvariants(request);
            assertThat(bench.trailText())
                    .contains("\"path\":\"/places\"")
                    .doesNotContain("somewhere")
                    .doesNotContain("near=");
        }
    }

    private static void keyInErrorBody() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.good.answer(
                    request -> Reply.status(403, "bad key: " + request.head(), "X-Echo: " + bench.crmKey.text()));
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isCompleted().hasStatus(403).bodyContains("bad key");
            bench.requireInvariants(request, result);
            assertThat(bench.trailText()).contains("\"status\":403").doesNotContain("bad key");
        }
    }

    private static void keyPastedByTheAgent() throws Exception {
        try (Bench bench = Bench.open()) {
            ActionRequest request = bench.json(
                            ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"key\":\"" + PASTED + "\"}")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).contains(PASTED);
            assertThat(bench.perform(ActionRequest.http(bench.a, PASTED, "GET", "/" + PASTED)
                            .build()))
                    .isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            bench.requireInvariants(request);
            assertThat(bench.trailText()).contains("\"alias\":\"(malformed)\"").doesNotContain(PASTED);
        }
    }

    /** Text where a name belongs is not kept, and everything else of a record is escaped on its one line. */
    private static void hostileAlias(String alias, String absent) throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(bench.get("/items").build())).isCompleted();
            ActionRequest request =
                    ActionRequest.http(bench.a, alias, "GET", "/items").build();
            assertThat(bench.perform(request)).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            bench.requireInvariants(request);
            assertThat(bench.trailText())
                    .contains("\"event\":\"DENIED\"")
                    .contains("\"alias\":\"(malformed)\"")
                    .doesNotContain(absent);
            assertThat(bench.trailText().lines()).allMatch(line -> line.matches("\\{\"[a-z]+\":\\{.*\\}"));
        }
    }

    private static void terminalControls() throws Exception {
        hostileAlias("\u001b[2J", "[2J");
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(bench.get("/items").build())).isCompleted();
            ActionRequest request = bench.get("/items/\u001b[2J").build();
            assertThat(bench.perform(request)).isDeniedWith(ErrorCode.PATH_REFUSED);
            bench.requireInvariants(request);
            assertThat(bench.trailText()).contains("PATH_REFUSED").doesNotContain("[2J");
        }
    }

    /** Four digits can all be tried: their fingerprint must not come out without the key. */
    private static void guessableValue() throws Exception {
        String one;
        String two;
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(bench.get("/items/1234").build())).isCompleted();
            assertThat(bench.perform(bench.get("/items/1234").build())).isCompleted();
            bench.requireInvariants(bench.get("/items").build());
            List<String> told = fingerprints(bench);
            assertThat(told).hasSize(2).allMatch(told.get(0)::equals);
            one = told.get(0);
            assertThat(bench.trailText()).doesNotContain("1234\"").doesNotContain("/1234");
        }
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(bench.get("/items/1234").build())).isCompleted();
            bench.requireInvariants(bench.get("/items").build());
            two = fingerprints(bench).get(0);
        }
        assertThat(one).startsWith("hmac:").isNotEqualTo(two);
        String digits = one.substring("hmac:".length());
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int pin = 0; pin < 10_000; pin++) {
            byte[] guess = String.format(Locale.ROOT, "%04d", pin).getBytes(StandardCharsets.US_ASCII);
            assertThat(HexFormat.of().formatHex(sha.digest(guess))).doesNotStartWith(digits);
        }
    }

    private static List<String> fingerprints(Bench bench) throws Exception {
        return TrailRecords.of(bench.trail()).stream()
                .filter(record -> record.event() == AuditEvent.ATTEMPT)
                .map(record -> String.valueOf(record.fields().get("param.id")))
                .toList();
    }

    private static void binaryCarrier() throws Exception {
        try (Bench bench = Bench.open()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(0xff);
            bytes.writeBytes(bench.crmKey.bytes());
            bytes.write(0);
            bench.answer(Reply.status(200, bytes.toByteArray(), "Content-Type: application/octet-stream"));
            ActionRequest request = ActionRequest.http(bench.a, "crm", "POST", "/forms")
                    .header("Content-Type", "application/octet-stream")
                    .body(bytes.toByteArray())
                    .build();
            ActionResult result = bench.perform(request);
            assertThat(bench.crmKey.isFoundIn(bench.lastRequest().body())).isTrue();
            bench.requireInvariants(request, result);
            assertThat(TrailRecords.of(bench.trail()))
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(record.fields().values())
                            .allMatch(value -> value instanceof String || value instanceof Long));
        }
    }
}
