package dev.outloop.policy;

import dev.outloop.error.ErrorCode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request would be allowed or refused, for the person's side alone: it names causes that an agent is not told.
 * Immutable.
 */
public final class Explanation {

    private final List<Step> steps;
    private final @Nullable ErrorCode code;

    private Explanation(List<Step> steps, @Nullable ErrorCode code) {
        this.steps = List.copyOf(steps);
        this.code = code;
    }

    /**
     * One thing that was looked at.
     *
     * @param stage the stage, admit or authorize; or, of what lies behind that: rules, limits, or result
     * @param subject the check, evaluator, rule or limit, or the code of the result
     * @param verdict what it said, in a few words; of rules that do not apply what they would say, and if what were so
     */
    public record Step(String stage, String subject, String verdict) {}

    /** A request that would be attempted. */
    public static Explanation allowed(List<Step> steps) {
        return new Explanation(steps, null);
    }

    /** A request that would be refused, or wait, with that code. */
    public static Explanation refused(List<Step> steps, ErrorCode code) {
        return new Explanation(steps, code);
    }

    /** What was looked at, in order; of a refusal, the last one decided. */
    public List<Step> steps() {
        return steps;
    }

    /** Whether the request would be attempted. */
    public boolean isAllowed() {
        return code == null;
    }

    /** The true cause of the refusal, which the agent may see as another code. */
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }

    @Override
    public String toString() {
        return code == null ? "allowed" : "refused with " + code;
    }
}
