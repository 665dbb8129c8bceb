package dev.outloop.policy;

import dev.outloop.error.ErrorCode;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one evaluator says of a request, and by which rule. Immutable.
 *
 * <p>The decisions of all evaluators combine: one {@link Kind#DENY} denies, else one {@link Kind#REQUIRE_APPROVAL} asks a
 * person, else one {@link Kind#ALLOW} allows, else the request is denied.
 */
public final class Decision {

    /** The four answers. This set is closed. */
    public enum Kind {
        /** Not by this rule, and by no other. */
        DENY,
        /** Yes, once a person has approved this very request. */
        REQUIRE_APPROVAL,
        /** Yes, unless another evaluator objects. */
        ALLOW,
        /** This evaluator has no opinion. */
        NONE
    }

    private static final Decision NO_OPINION = new Decision(Kind.NONE, "", null, "", ApprovalTerms.once(), Set.of());

    private final Kind kind;
    private final String rule;
    private final @Nullable ErrorCode code;
    private final String message;
    private final ApprovalTerms approval;
    private final Set<String> limits;

    private Decision(
            Kind kind,
            String rule,
            @Nullable ErrorCode code,
            String message,
            ApprovalTerms approval,
            Set<String> limits) {
        this.kind = kind;
        this.rule = Objects.requireNonNull(rule, "rule");
        this.code = code;
        this.message = Objects.requireNonNull(message, "message");
        this.approval = Objects.requireNonNull(approval, "approval");
        this.limits = limits;
    }

    /** Yes, by the named rule. */
    public static Decision allow(String rule) {
        return new Decision(Kind.ALLOW, rule, null, "", ApprovalTerms.once(), Set.of());
    }

    /** No, by the named rule, with a sentence for the agent that says what to do next. */
    public static Decision deny(String rule, String message) {
        return deny(rule, ErrorCode.POLICY_DENIED, message);
    }

    /** No, with a more telling code of kind {@link ErrorCode.Kind#POLICY}. */
    public static Decision deny(String rule, ErrorCode code, String message) {
        if (code.kind() != ErrorCode.Kind.POLICY) {
            throw new IllegalArgumentException("a policy denies with a code of kind POLICY, not " + code);
        }
        return new Decision(Kind.DENY, rule, code, message, ApprovalTerms.once(), Set.of());
    }

    /** Yes, once a person has approved; the sentence says what they are asked. The yes is good for one use. */
    public static Decision requireApproval(String rule, String message) {
        return requireApproval(rule, message, ApprovalTerms.once());
    }

    /** The same, with what the yes is good for. */
    public static Decision requireApproval(String rule, String message, ApprovalTerms terms) {
        return new Decision(Kind.REQUIRE_APPROVAL, rule, ErrorCode.APPROVAL_REQUIRED, message, terms, Set.of());
    }

    /** The same decision, which also has the request counted by the named limits if it is attempted. */
    public Decision charging(Collection<String> limits) {
        return new Decision(kind, rule, code, message, approval, Set.copyOf(limits));
    }

    /** No opinion. */
    public static Decision none() {
        return NO_OPINION;
    }

    /** The answer. */
    public Kind kind() {
        return kind;
    }

    /** The rule that gave it; empty for {@link Kind#NONE}. */
    public String rule() {
        return rule;
    }

    /** The code, where the answer is not yes. */
    public Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }

    /** A sentence for the agent, where the answer is not yes. */
    public String message() {
        return message;
    }

    /** What a person's yes is good for, where one is asked for. */
    public ApprovalTerms approval() {
        return approval;
    }

    /** The limits that the request is counted by if it is attempted. */
    public Set<String> limits() {
        return limits;
    }

    @Override
    public String toString() {
        return kind + (rule.isEmpty() ? "" : " by " + rule);
    }
}
