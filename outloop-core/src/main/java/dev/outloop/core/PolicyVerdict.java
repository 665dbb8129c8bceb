package dev.outloop.core;

import dev.outloop.core.internal.pipeline.DryRun;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Explanation;
import java.util.Optional;
import java.util.Set;

/** How a broker would decide a request, as a {@link PolicyBench} found it. Immutable. */
public final class PolicyVerdict {

    private final DryRun run;

    PolicyVerdict(DryRun run) {
        this.run = run;
    }

    /** {@code ALLOW}, {@code DENY} or {@code REQUIRE_APPROVAL}: what no policy allows is denied. */
    public Decision.Kind kind() {
        return code().map(code ->
                        code == ErrorCode.APPROVAL_REQUIRED ? Decision.Kind.REQUIRE_APPROVAL : Decision.Kind.DENY)
                .orElse(Decision.Kind.ALLOW);
    }

    /** The true cause, as the trail would have it, where the request would be denied or wait. */
    public Optional<ErrorCode> code() {
        return run.explanation().code();
    }

    /** The code that the agent would be told, which may disguise the true cause. */
    public Optional<ErrorCode> shownCode() {
        return run.refusal().map(refused -> refused.code());
    }

    /** The sentence that the agent would be told; empty where the request would be attempted. */
    public String message() {
        return run.refusal().map(refused -> refused.sentence()).orElse("");
    }

    /** The rule or check of an evaluator that decided; empty if the request was refused before any was asked, or by none. */
    public Optional<String> rule() {
        return run.decision().map(Decision::rule).filter(rule -> !rule.isEmpty());
    }

    /** The limits that the request would be counted by if it were attempted; what is left of them is not looked at. */
    public Set<String> limits() {
        return kind() == Decision.Kind.DENY ? Set.of() : run.limits();
    }

    /** Everything that was looked at. */
    public Explanation explanation() {
        return run.explanation();
    }

    /** {@code allow}, {@code deny CODE} or {@code approve}. */
    @Override
    public String toString() {
        return switch (kind()) {
            case ALLOW -> "allow";
            case REQUIRE_APPROVAL -> "approve";
            default -> "deny " + code().map(ErrorCode::name).orElse("");
        };
    }
}
