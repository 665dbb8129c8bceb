package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What reaches a service of a form. What is refused of one stands in {@link PinCases}. */
class FormBodyTest {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void isWrittenAnewWithThePinInIt() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = raw(bench, "note=a+b%0Ac%26account_id%3D9").build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8())
                    .isEqualTo("note=a%20b%0Ac%26account_id%3D9&account_id=1234567890");
            assertThat(bench.lastRequest().header("Content-Type")).contains(FORM);
            bench.requireInvariants(request);
        }
    }

    @Test
    void takesThePinThatItHasAndNoOther() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest own =
                    raw(bench, "account%5Fid=1234567890&note=%C3%BC").build();
            assertThat(bench.perform(own)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("note=%C3%BC&account_id=1234567890");
            int before = bench.good.requests().size();
            assertThat(bench.perform(raw(bench, "account_id=9990000000").build()))
                    .isDeniedWith(ErrorCode.PIN_MISMATCH);
            assertThat(bench.good.requests()).hasSize(before);
            bench.requireInvariants(own);
        }
    }

    @Test
    void aTypedRequestGivesItsFieldsByName() throws Exception {
        try (Bench bench = Bench.open()) {
            ActionRequest request = ActionRequest.action(bench.b, "wide", "form")
                    .with("note", "a=b&c")
                    .with("customer", "1234567890")
                    .build();
            assertThat(bench.perform(request)).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("note=a%3Db%26c&account_id=1234567890");
        }
    }

    @Test
    void withoutABodyHasThePinAlone() throws Exception {
        try (Bench bench = Bench.open()) {
            assertThat(bench.perform(
                            ActionRequest.http(bench.b, "wide", "POST", "/form").build()))
                    .isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("account_id=1234567890");
        }
    }

    /** The control says that the same fields pass where they are declared. */
    @Test
    void onAServiceWithoutPinsIsJudgedTheSame() throws Exception {
        try (Bench bench = Bench.open(
                yaml -> yaml.replace(
                        "      form: { method: POST, path: /forms, body: any }",
                        "      form: { method: POST, path: /forms, body: form, params: { a: { in: body, type: integer } } }"),
                builder -> builder)) {
            assertThat(bench.perform(crm(bench, "a=7").build())).isCompleted();
            assertThat(bench.lastRequest().bodyAsUtf8()).isEqualTo("a=7");
            for (String body : new String[] {"a=7&b=8", "a=7&a=8", "a[]=7", "a=7;b=8", "a=7&_method=DELETE"}) {
                assertThat(bench.perform(crm(bench, body).build())).as(body).isDeniedWith(ErrorCode.BODY_REFUSED);
            }
            assertThat(bench.perform(crm(bench, "a=07").build())).isDeniedWith(ErrorCode.PARAMETER_INVALID);
            assertThat(bench.good.requests()).hasSize(1);
        }
    }

    private static ActionRequest.Builder raw(Bench bench, String body) {
        return ActionRequest.http(bench.b, "wide", "POST", "/form")
                .header("Content-Type", FORM)
                .body(body.getBytes(StandardCharsets.UTF_8));
    }

    private static ActionRequest.Builder crm(Bench bench, String body) {
        return ActionRequest.http(bench.a, "crm", "POST", "/forms")
                .header("Content-Type", FORM + "; charset=UTF-8")
                .body(body.getBytes(StandardCharsets.UTF_8));
    }
}
