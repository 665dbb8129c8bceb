package dev.outloop.testkit;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.action.ResponseHead;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OutloopAssertionsTest {

    private static final Canary KEY = Canary.of("canary-value");
    private static final ActionResult DONE = completed("X-A", "b", "hello", Exposure.NONE_FOUND);
    private static final ActionResult DENIED = ActionResult.Denied.of("id", ErrorCode.PIN_MISMATCH, "Use your own.");
    private static final ActionResult PENDING = ActionResult.PendingApproval.of("id", "approval-1", "Ask.");
    private static final ActionResult FAILED = ActionResult.Failed.builder(
                    "id", ErrorCode.VAULT_LOCKED, "Unlock it.", Effect.NONE)
            .build();

    private static ActionResult completed(String name, String value, String body, Exposure exposure) {
        return ActionResult.Completed.builder("id", ResponseHead.of(200, List.of(new HttpField(name, value))))
                .body(body.getBytes(UTF_8))
                .redactions(Map.of("plain", 2L))
                .exposure(exposure)
                .build();
    }

    private static void fails(ThrowingCallable assertion, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessageContaining(message);
    }

    @Test
    void acceptsWhatIsSo() {
        assertThat(DONE)
                .isCompleted()
                .hasStatus(200)
                .exposesNothing()
                .hasRedactions(2)
                .bodyContains("ell")
                .bodyDoesNotContain("key")
                .hasHeader("x-a", "b")
                .hides(KEY);
        assertThat(DENIED).isDeniedWith(ErrorCode.PIN_MISMATCH).hides(KEY);
        assertThat(PENDING).isPendingApproval().hides(KEY);
        assertThat(FAILED)
                .isFailedWith(ErrorCode.VAULT_LOCKED)
                .hasEffect(Effect.NONE)
                .hides(KEY);
    }

    @Test
    void refusesAnotherEnding() {
        fails(() -> assertThat(DENIED).isCompleted(), "PIN_MISMATCH");
        fails(() -> assertThat(DENIED).hasStatus(200), "Use your own.");
        fails(() -> assertThat(DONE).isDeniedWith(ErrorCode.PIN_MISMATCH), "Completed");
        fails(() -> assertThat(DENIED).isDeniedWith(ErrorCode.READ_ONLY), "READ_ONLY");
        fails(() -> assertThat(DENIED).isPendingApproval(), "approval");
        fails(() -> assertThat(PENDING).isFailedWith(ErrorCode.VAULT_LOCKED), "PendingApproval");
        fails(() -> assertThat(FAILED).isFailedWith(ErrorCode.VAULT_DENIED), "VAULT_LOCKED");
        fails(() -> assertThat((ActionResult) null).isCompleted(), "not to be null");
    }

    @Test
    void refusesAnotherContent() {
        fails(() -> assertThat(DONE).hasStatus(201), "201");
        fails(() -> assertThat(DONE).hasRedactions(1), "redactions");
        fails(() -> assertThat(DONE).bodyContains("x"), "hello");
        fails(() -> assertThat(DONE).bodyDoesNotContain("hello"), "without");
        fails(() -> assertThat(DONE).hasHeader("x-a", "c"), "x-a");
        fails(() -> assertThat(DONE).hasHeader("x-b", "c"), "(none)");
        fails(() -> assertThat(FAILED).hasEffect(Effect.UNKNOWN), "UNKNOWN");
        fails(() -> assertThat(completed("a", "b", "", Exposure.NOT_CHECKED)).exposesNothing(), "clean");
        fails(() -> assertThat(DENIED).exposesNothing(), "completed");
    }

    @Test
    void findsACanaryWhereverTheAgentLooks() {
        String encoded = Base64.getEncoder().encodeToString(KEY.bytes());
        fails(
                () -> assertThat(completed("a", "b", encoded, Exposure.NONE_FOUND))
                        .hides(KEY),
                "base64");
        fails(
                () -> assertThat(completed("a", KEY.text(), "", Exposure.NONE_FOUND))
                        .hides(KEY),
                "plain");
        fails(
                () -> assertThat(ActionResult.Denied.of("id", ErrorCode.READ_ONLY, "No " + KEY.text()))
                        .hides(KEY),
                "plain");
    }

    @Test
    void saysWhereACanaryIs() {
        assertThat(KEY).isPresentIn("a canary-value").isAbsentFrom("nothing").isAbsentFrom(new byte[3]);
        fails(() -> assertThat(KEY).isAbsentFrom("a canary-value"), "plain at 2");
        fails(() -> assertThat(KEY).isPresentIn("nothing"), "not found");
    }
}
