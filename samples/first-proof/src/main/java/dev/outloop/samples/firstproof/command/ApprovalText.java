package dev.outloop.samples.firstproof.command;

import dev.outloop.action.HttpField;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An approval for the person who decides: the whole request as it would be sent, then why a yes is needed. */
final class ApprovalText {

    private final List<String> lines = new ArrayList<>();

    private ApprovalText() {}

    static List<String> of(Approval approval, Instant now) {
        ApprovalText text = new ApprovalText();
        ApprovalRequest request = approval.request();
        text.line(request.id() + "  " + approval.state());
        text.field(
                "for",
                request.workspace().name() + " of tenant "
                        + request.workspace().tenant().id());
        text.field("runtime", request.runtime().name());
        text.field(
                "wants",
                request.alias() + " " + request.action() + " (" + request.service() + "), "
                        + (request.writes() ? "WRITES" : "reads"));
        text.request(request);
        text.field("rule", request.rule());
        text.field("reason", request.reason());
        text.field("a yes is for", terms(request.terms()));
        text.field("asked", elapsed(Duration.between(request.requestedAt(), now)) + " ago");
        text.until(approval, now);
        text.field("fingerprint", request.fingerprint());
        return text.lines;
    }

    private void request(ApprovalRequest request) {
        field("request", request.method() + " " + request.url());
        for (HttpField header : request.headers()) {
            field("header", header.name() + ": " + header.value());
        }
        byte[] body = request.body().orElse(null);
        if (body == null) {
            field("body", "none");
        } else {
            field("body", body.length + " bytes");
            lines.addAll(ApprovalBody.lines(body));
            warn(ApprovalBody.text(body).orElse(""));
        }
    }

    private void until(Approval approval, Instant now) {
        if (approval.state() == Approval.State.PENDING) {
            Instant end = approval.request().expiresAt();
            field("waits", "for another " + elapsed(Duration.between(now, end)) + ", until " + end);
            return;
        }
        field("used", approval.used() + " of " + approval.request().terms().times() + " times");
        approval.usableUntil()
                .ifPresent(end ->
                        field("usable", "for another " + elapsed(Duration.between(now, end)) + ", until " + end));
        approval.note().ifPresent(note -> field("note", note));
    }

    private void field(String name, String value) {
        line(String.format("  %-13s%s", name + ":", value));
        warn(value);
    }

    private void line(String text) {
        lines.add(PlainText.line(text));
    }

    private void warn(String value) {
        String scripts = PlainText.foreignScripts(value);
        if (!scripts.isEmpty()) {
            lines.add("  ! above are letters outside ASCII, which may look like others: " + scripts);
        }
    }

    private static String terms(ApprovalTerms terms) {
        return (terms.times() == 1 ? "one use" : terms.times() + " uses") + " within " + elapsed(terms.within())
                + (terms.firstUse() ? "; after the first use the action is free until its definition changes" : "");
    }

    /** In the two largest units that say something. */
    private static String elapsed(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds >= 86_400) {
            return joined(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
        }
        if (seconds >= 3600) {
            return joined(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return seconds >= 60 ? joined(seconds / 60, "m", seconds % 60, "s") : seconds + "s";
    }

    private static String joined(long first, String firstUnit, long second, String secondUnit) {
        return first + firstUnit + (second == 0 ? "" : " " + second + secondUnit);
    }
}
