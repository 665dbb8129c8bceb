package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What reaches a service of a form of parts. What is refused of one stands in {@link PinCases}. */
class MultipartBodyTest {

    @Test
    void isWrittenAnewWithThePinInItAndABoundaryOfItsOwn() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = raw(
                            bench,
                            "\"x.y'z\"",
                            "x.y'z",
                            "content-disposition:form-data;name=\"note\"\r\ncontent-type: text/plain; charset=UTF-8\r\n\r\n\u00fc\r\n--x")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            String type = bench.lastRequest().header("Content-Type").orElseThrow();
            assertThat(type).matches("multipart/form-data; boundary=outloop-[0-9a-f]{32}");
            String boundary = type.substring(type.indexOf('=') + 1);
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("--" + boundary
                            + "\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\u00fc\r\n--x\r\n--"
                            + boundary
                            + "\r\nContent-Disposition: form-data; name=\"account_id\"\r\n\r\n1234567890\r\n--"
                            + boundary + "--\r\n");
            bench.requireInvariants(request);
        }
    }

    /** An approval is for the request as it is sent, so who writes the same request twice has to send the same bytes. */
    @Test
    void theSameFieldsAreTheSameBytesHoweverTheyAreGiven() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(raw(
                                    bench,
                                    "b",
                                    "b",
                                    "Content-Disposition: form-data; name=\"account_id\"\r\n\r\n1234567890",
                                    "Content-Disposition: form-data; name=\"note\"\r\n\r\n")
                            .build()))
                    .isCompleted();
            byte[] one = bench.lastRequest().body();
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "parts")
                            .with("note", "")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().body()).isEqualTo(one);
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "parts")
                            .with("note", "x")
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().body()).isNotEqualTo(one);
        }
    }

    @Test
    void aTypedValueCannotOpenAPart() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "parts")
                            .with("note", "x")
                            .build()))
                    .isCompleted();
            String type = bench.lastRequest().header("Content-Type").orElseThrow();
            String known = type.substring(type.indexOf('=') + 1);
            String value = "x\r\n--" + known + "\r\nContent-Disposition: form-data; name=\"account_id\"\r\n\r\n999\r\n";
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "parts")
                            .with("note", value)
                            .build()))
                    .isCompleted();
            assertThat(bench.lastRequest().header("Content-Type").orElseThrow()).isNotEqualTo(type);
            assertThat(bench.perform(ActionRequest.action(bench.b, "wide", "parts")
                            .with("customer", "9990000000")
                            .build()))
                    .isDeniedWith(ErrorCode.PIN_MISMATCH);
        }
    }

    private static ActionRequest.Builder raw(Bench bench, String parameter, String boundary, String... parts) {
        StringBuilder body = new StringBuilder();
        for (String part : parts) {
            body.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
        }
        body.append("--").append(boundary).append("--");
        return ActionRequest.http(bench.b, "wide", "POST", "/parts")
                .header("Content-Type", "multipart/form-data; boundary=" + parameter)
                .body(body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
