package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The published payloads: those that are cut, and those that are not, each with the reason. */
class RedactionCasesTest {

    private static final JsonNode CASES = read();

    /** What is still shown, by transform, with the reason. A test holds each entry to that. */
    private static final Map<String, String> NOT_MET = Map.ofEntries(
            Map.entry(
                    "gzip bytes without header (octet-stream)",
                    "SHOULD: a file has to arrive as it is, so what is not declared is not unpacked"),
            Map.entry("gzip then base64 in JSON", "BEST_EFFORT: what is packed and encoded is not unpacked"),
            Map.entry("hex of base64", "BEST_EFFORT: of two layers only those of escapes are read, and base64 twice"),
            Map.entry("SSE two events, half each", "BEST_EFFORT: other text stands between the halves"),
            Map.entry("JSON array of chars", "BEST_EFFORT: other text stands between the characters"),
            Map.entry("JSON array of code points", "BEST_EFFORT: numbers are not read as characters"),
            Map.entry("fullwidth NFKC", "BEST_EFFORT: compatibility forms of Unicode are not folded"),
            Map.entry("reversed", "INFEASIBLE: no promise"),
            Map.entry("ROT13", "INFEASIBLE: no promise"),
            Map.entry("XOR 0x20", "INFEASIBLE: no promise"),
            Map.entry("first 4 + last 4 masked by upstream", "BEST_EFFORT: eight characters are too few to tell"),
            Map.entry(
                    "all but first 5 chars (CVE-2024-9606 shape)",
                    "SHOULD: three quarters are looked for, of values of 31 bytes or more"),
            Map.entry("all but last char", "SHOULD: three quarters are looked for, of values of 31 bytes or more"));

    /** What happens on the wire: the test that has it, or the reason why none can. */
    private static final Map<String, String> WIRE = Map.ofEntries(
            Map.entry("WIRE-02", "RedactEncodingsTest.cutsEveryFormAlikeAtEverySplit"),
            Map.entry("WIRE-03", "ContentCodingTest.aSecretOnAnyBufferBoundaryIsCut"),
            Map.entry("WIRE-04", "ContentCodingTest.aSecretAcrossTheCapShowsNoByteOfItself"),
            Map.entry("WIRE-06", "dev.outloop.core.WireLeakTest.aKeyInATrailerReachesNobody"),
            Map.entry("WIRE-07", "dev.outloop.core.WireLeakTest.aKeyInEarlyHintsReachesNobody"),
            // SHOULD, and not met: the test says so.
            Map.entry("WIRE-08", "dev.outloop.core.WireLeakTest.aKeyAcrossAFoldedLineIsStillMissed"),
            Map.entry("WIRE-09", "ContentCodingTest.nothingOfAnUnreadableCodingIsShown"),
            Map.entry("WIRE-12", "StreamingTest.anExchangeThatBreaksShowsNoUndecidedByte"),
            Map.entry("WIRE-15", "none: INFEASIBLE; no promise"),
            Map.entry("WIRE-16", "none: INFEASIBLE; no promise"),
            Map.entry("WIRE-17", "none: INFEASIBLE; no promise"),
            // Whoever mints a token has it learnt, as here.
            Map.entry("WIRE-18", "LearningWhileStreamingTest.aSecretLearntWhileAResponseStreamsIsCutFromThereOn"),
            Map.entry("WIRE-20", "StreamingTest.whatTheRegistryKnowsIsCutWhoeverItBelongsTo"),
            Map.entry("WIRE-22", "StreamingTest.whatTheRegistryKnowsIsCutWhoeverItBelongsTo"),
            Map.entry("WIRE-23", "dev.outloop.core.RedactionEndToEndTest.aVaultsOwnSecretIsCutOnceTheVaultWasGivenIt"),
            Map.entry("WIRE-26", "ContentCodingTest.aBinaryBodyWithoutSecretsComesBackAsItWas"),
            Map.entry("WIRE-28", "HeadRedactionTest.dropsWhatNoLongerHolds"),
            Map.entry("WIRE-31", "ContentCodingTest.decodesAlikeAtEverySplit"));

    static Stream<Arguments> payloads() {
        return payloadNodes()
                .filter(node -> !NOT_MET.containsKey(node.get("transform").asText()))
                .map(node -> Arguments.of(
                        node.get("id").asText(), node.get("transform").asText(), node));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("payloads")
    void showsNoSecretAtAnySplit(String id, String transform, JsonNode payload) throws Exception {
        String secret = secret(payload);
        byte[] raw = body(payload);
        List<Map.Entry<String, JsonNode>> headers = headers(payload);

        Exchange.Outcome bare = exchange(Exchange.unredacted(), headers).run(raw);
        assertThat(Oracle.shows(visible(bare), secret))
                .as("the raw response shows it")
                .isTrue();

        Exchange holding = exchange(Exchange.holding(secret), headers);
        Exchange.Outcome whole = holding.run(raw);
        assertThat(Oracle.shows(visible(whole), secret))
                .as("the result shows it")
                .isFalse();
        assertThat(visible(whole)).contains("[redacted]");
        assertThat(whole.failure()).isEmpty();
        for (int split = 1; split < raw.length; split++) {
            assertThat(visible(holding.run(raw, split))).isEqualTo(visible(whole));
        }
        assertThat(visible(holding.runByteByByte(raw))).isEqualTo(visible(whole));
    }

    static Stream<String> notMet() {
        return NOT_MET.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("notMet")
    void whatIsListedAsNotMetIsStillShown(String transform) throws Exception {
        List<String> shown = new ArrayList<>();
        for (JsonNode payload : payloadNodes()
                .filter(node -> node.get("transform").asText().equals(transform))
                .toList()) {
            String bare =
                    visible(exchange(Exchange.unredacted(), headers(payload)).run(body(payload)));
            Exchange.Outcome outcome = exchange(Exchange.holding(secret(payload)), headers(payload))
                    .run(body(payload));
            if (outcome.failure().isEmpty() && visible(outcome).equals(bare)) {
                shown.add(payload.get("id").asText());
            }
        }
        assertThat(shown)
                .as("%s is not met, or else is not to be listed", transform)
                .isNotEmpty();
    }

    @Test
    void everyPayloadIsCutOrListedAsNotMet() {
        Set<String> transforms =
                payloadNodes().map(node -> node.get("transform").asText()).collect(Collectors.toSet());
        assertThat(transforms).containsAll(NOT_MET.keySet());
        Set<String> ids =
                payloadNodes().map(node -> node.get("id").asText()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> run =
                payloads().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> notMet = payloadNodes()
                .filter(node -> NOT_MET.containsKey(node.get("transform").asText()))
                .map(node -> node.get("id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(run.size() + notMet.size()).isEqualTo(ids.size()).isGreaterThan(120);
    }

    @Test
    void everyWireCaseHasATestOrAReason() throws Exception {
        Set<String> ids = new TreeSet<>();
        CASES.get("wire_cases").forEach(node -> ids.add(node.get("id").asText()));
        assertThat(ids).isEqualTo(new TreeSet<>(WIRE.keySet()));
        for (String where : WIRE.values()) {
            if (!where.startsWith("none: ")) {
                int dot = where.lastIndexOf('.');
                String type = where.substring(0, dot);
                String qualified = type.indexOf('.') >= 0 ? type : getClass().getPackageName() + "." + type;
                assertThat(Class.forName(qualified).getDeclaredMethods())
                        .anyMatch(method -> method.getName().equals(where.substring(dot + 1)));
            }
        }
    }

    @Test
    void everyPayloadOfLevelMustIsRun() {
        assertThat(payloadNodes().filter(node -> node.get("promise").asText().equals("MUST")))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(NOT_MET)
                        .doesNotContainKey(node.get("transform").asText()));
    }

    private static String secret(JsonNode payload) {
        return CASES.get("canaries").get(payload.get("secret_id").asText()).asText();
    }

    private static byte[] body(JsonNode payload) {
        return Base64.getDecoder().decode(payload.get("body_b64").asText());
    }

    private static List<Map.Entry<String, JsonNode>> headers(JsonNode payload) {
        List<Map.Entry<String, JsonNode>> headers = new ArrayList<>();
        payload.get("headers").fields().forEachRemaining(headers::add);
        return headers;
    }

    private static Exchange exchange(Exchange exchange, List<Map.Entry<String, JsonNode>> headers) {
        headers.forEach(
                header -> exchange.header(header.getKey(), header.getValue().asText()));
        return exchange;
    }

    private static String visible(Exchange.Outcome outcome) {
        StringBuilder out = new StringBuilder();
        outcome.head()
                .headers()
                .forEach(field -> out.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append('\n'));
        return out.append(outcome.utf8()).toString();
    }

    private static Stream<JsonNode> payloadNodes() {
        return StreamSupport.stream(CASES.get("payloads").spliterator(), false);
    }

    private static JsonNode read() {
        try (InputStream in = RedactionCasesTest.class.getResourceAsStream("/cases/redaction.json")) {
            return Encodings.JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
