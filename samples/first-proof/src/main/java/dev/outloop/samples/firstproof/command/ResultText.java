package dev.outloop.samples.firstproof.command;

import dev.outloop.action.ActionResult;
import dev.outloop.action.Exposure;
import java.io.IOException;

/** A result for people: the body on standard output, everything else on the other stream. */
final class ResultText {

    private ResultText() {}

    static void write(ActionResult result, CommandContext context) throws IOException {
        if (result instanceof ActionResult.Completed completed) {
            body(completed, context);
        }
        String id = " (id " + result.actionId() + ")";
        context.err()
                .println(VisibleText.of(result.<String>match(
                        completed -> completed(completed) + id,
                        denied -> "denied: " + denied.code() + ": " + denied.message() + id,
                        pending -> "pending: " + pending.message() + id,
                        failed -> "failed: " + failed.code() + ", effect " + failed.effect() + ": " + failed.message()
                                + unrecorded(failed.outcomeRecorded()) + id)));
        if (result instanceof ActionResult.PendingApproval pending) {
            context.err()
                    .println(PlainText.line("next: pending shows it, approve " + pending.approvalId() + " or reject "
                            + pending.approvalId() + " answers; then send the same again"));
        }
    }

    private static void body(ActionResult.Completed completed, CommandContext context) throws IOException {
        if (context.showsToPerson()) {
            context.out().println(VisibleText.of(completed.bodyAsUtf8()));
        } else {
            context.out().write(completed.body());
        }
        context.out().flush();
    }

    private static String completed(ActionResult.Completed completed) {
        String checked = completed.exposure() == Exposure.NONE_FOUND ? ", checked: no secret in it" : ", not checked";
        return "completed: status " + completed.status() + ", " + completed.bodyBytes() + " bytes, "
                + completed.redactions() + " redaction(s)" + checked + unrecorded(completed.outcomeRecorded());
    }

    private static String unrecorded(boolean recorded) {
        return recorded ? "" : "; THE OUTCOME IS NOT ON THE TRAIL: look at its disk";
    }
}
