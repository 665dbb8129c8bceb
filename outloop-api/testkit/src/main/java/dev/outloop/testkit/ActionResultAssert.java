package dev.outloop.testkit;

import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;

/** Says how a request ended and what the agent saw of it. */
public final class ActionResultAssert extends AbstractAssert<ActionResultAssert, ActionResult> {

    ActionResultAssert(ActionResult actual) {
        super(actual, ActionResultAssert.class);
    }

    /** The service answered. */
    public ActionResultAssert isCompleted() {
        completed();
        return this;
    }

    /** The service answered with this status. */
    public ActionResultAssert hasStatus(int status) {
        if (completed().status() != status) {
            failWithMessage("expected status %s but was %s", status, describe());
        }
        return this;
    }

    /** It was refused before anything was attempted, for this reason. */
    public ActionResultAssert isDeniedWith(ErrorCode code) {
        isNotNull();
        if (!(actual instanceof ActionResult.Denied denied) || denied.code() != code) {
            failWithMessage("expected to be denied with %s but was %s", code, describe());
        }
        return this;
    }

    /** It waits for a person. */
    public ActionResultAssert isPendingApproval() {
        isNotNull();
        if (!(actual instanceof ActionResult.PendingApproval)) {
            failWithMessage("expected to wait for an approval but was %s", describe());
        }
        return this;
    }

    /** It was stopped after the attempt was recorded, for this reason. */
    public ActionResultAssert isFailedWith(ErrorCode code) {
        if (failed().code() != code) {
            failWithMessage("expected to fail with %s but was %s", code, describe());
        }
        return this;
    }

    /** It was stopped, and this is known of its effect. */
    public ActionResultAssert hasEffect(Effect effect) {
        if (failed().effect() != effect) {
            failWithMessage("expected effect %s but was %s", effect, describe());
        }
        return this;
    }

    /** The service answered, every byte was checked, and no live secret was found. */
    public ActionResultAssert exposesNothing() {
        if (completed().exposure() != Exposure.NONE_FOUND) {
            failWithMessage("expected a checked and clean answer but was %s", describe());
        }
        return this;
    }

    /** The service answered, and this many places were cut out of head and body. */
    public ActionResultAssert hasRedactions(long redactions) {
        if (completed().redactions() != redactions) {
            failWithMessage(
                    "expected %s redactions but had %s", redactions, completed().redactions());
        }
        return this;
    }

    /** The service answered, and the body as UTF-8 text contains this. */
    public ActionResultAssert bodyContains(String text) {
        if (!completed().bodyAsUtf8().contains(text)) {
            failWithMessage(
                    "expected a body with <%s> but was <%s>", text, completed().bodyAsUtf8());
        }
        return this;
    }

    /** The service answered, and the body as UTF-8 text does not contain this. */
    public ActionResultAssert bodyDoesNotContain(String text) {
        if (completed().bodyAsUtf8().contains(text)) {
            failWithMessage(
                    "expected a body without <%s> but was <%s>",
                    text, completed().bodyAsUtf8());
        }
        return this;
    }

    /** The service answered with this header, in whatever case of the name. */
    public ActionResultAssert hasHeader(String name, String value) {
        String given = completed().head().header(name).orElse("(none)");
        if (!given.equals(value)) {
            failWithMessage("expected %s: %s but was %s", name, value, given);
        }
        return this;
    }

    /** The planted value is in nothing that the agent sees: headers, body, message, {@code toString}. */
    public ActionResultAssert hides(Canary canary) {
        isNotNull();
        canary.find(visible(actual)).ifPresent(place -> failWithMessage("%s reached the agent: %s", canary, place));
        return this;
    }

    private ActionResult.Completed completed() {
        isNotNull();
        if (actual instanceof ActionResult.Completed completed) {
            return completed;
        }
        throw failure("expected to be completed but was %s", describe());
    }

    private ActionResult.Failed failed() {
        isNotNull();
        if (actual instanceof ActionResult.Failed failed) {
            return failed;
        }
        throw failure("expected to have failed but was %s", describe());
    }

    private String describe() {
        return actual.match(
                Objects::toString,
                denied -> denied + ": " + denied.message(),
                pending -> pending + ": " + pending.message(),
                failed -> failed + ": " + failed.message());
    }

    private static byte[] visible(ActionResult result) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        line(out, result.toString());
        line(
                out,
                result.match(
                        done -> "",
                        denied -> denied.message(),
                        pending -> pending.message(),
                        failed -> failed.message()));
        if (result instanceof ActionResult.Completed completed) {
            for (HttpField field : completed.head().headers()) {
                line(out, field.name() + ": " + field.value());
            }
            out.writeBytes(completed.body());
        }
        return out.toByteArray();
    }

    private static void line(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }
}
