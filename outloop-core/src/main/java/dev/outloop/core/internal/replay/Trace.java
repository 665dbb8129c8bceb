package dev.outloop.core.internal.replay;

import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Name;
import dev.outloop.policy.Decision;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One record of a request that was decided, as the trail has it. Immutable. */
public final class Trace {

    /** Refused by what was kept beside the policy, which had said yes or asked a person. */
    private static final Set<ErrorCode> BY_COUNTS =
            Set.of(ErrorCode.RATE_LIMITED, ErrorCode.CONCURRENCY_LIMITED, ErrorCode.BUDGET_EXHAUSTED);

    private static final Set<ErrorCode> ENDED = Set.of(
            ErrorCode.CALLER_NOT_RECOGNISED, ErrorCode.CANCELLED, ErrorCode.HANDLER_FAILED, ErrorCode.ACCESS_CHANGED);

    private final String event;
    private final Instant time;
    private final Map<String, Object> fields;

    /** A record of the event with these fields: {@link String} or {@link Long}; nobody changes the map. */
    public Trace(String event, Instant time, Map<String, Object> fields) {
        this.event = event;
        this.time = time;
        this.fields = fields;
    }

    /** When it was decided. */
    Instant time() {
        return time;
    }

    Map<String, Object> fields() {
        return fields;
    }

    /** A field as text; empty if there is none. */
    public String text(String field) {
        Object value = fields.get(field);
        return value == null ? "" : value.toString();
    }

    /** How many requests it stands for. */
    public long count() {
        return fields.get("count") instanceof Long count && count > 0 ? count : 1;
    }

    /** Whether it says what a policy and its accesses decided, and of whom. */
    boolean isDecision() {
        if (text("workspace").isEmpty() || text("alias").isEmpty() || !Name.isValid(text("runtime"))) {
            return false;
        }
        if (!event.equals("DENIED")) {
            return event.equals("ATTEMPT") || event.equals("PENDING");
        }
        return code().filter(code -> code.kind() != ErrorCode.Kind.BROKER && !ENDED.contains(code))
                .isPresent();
    }

    /** What was decided; one that a person refused had been put before them. */
    Decision.Kind kind() {
        if (event.equals("ATTEMPT")) {
            return text("approval").isEmpty() ? Decision.Kind.ALLOW : Decision.Kind.REQUIRE_APPROVAL;
        }
        return event.equals("PENDING") || is(ErrorCode.APPROVAL_REJECTED)
                ? Decision.Kind.REQUIRE_APPROVAL
                : Decision.Kind.DENY;
    }

    Optional<ErrorCode> code() {
        return ErrorCode.named(text("code"));
    }

    boolean is(ErrorCode code) {
        return code().filter(own -> own.equals(code)).isPresent();
    }

    boolean isByCounts() {
        return code().filter(BY_COUNTS::contains).isPresent();
    }

    /** Whether the request was admitted and its parameters are on the record as far as the trail is told of them. */
    boolean isAdmitted() {
        return !text("request").isEmpty();
    }

    /** Whether it was, or may have been, refused for what it looked like, before any rule was asked. */
    boolean isRefusedByForm() {
        return event.equals("DENIED")
                && !isAdmitted()
                && code().filter(code -> code.kind() == ErrorCode.Kind.CALLER && !is(ErrorCode.WORKSPACE_MISMATCH)
                                || code.equals(ErrorCode.ACTION_NOT_APPROVED))
                        .isPresent();
    }
}
