package dev.outloop.policy;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that a person was asked about, and what has become of it. Immutable. */
public final class Approval {

    /** What has become of it. A later version may have more. */
    public static final class State {
        /** It waits for an answer. */
        public static final State PENDING = new State("PENDING");
        /** A person said yes, and it can still be used. */
        public static final State APPROVED = new State("APPROVED");
        /** A person said no. */
        public static final State REJECTED = new State("REJECTED");
        /** A person said yes, and it was used as often as it can be. */
        public static final State USED = new State("USED");
        /** Its time was over before it was answered, or used. */
        public static final State EXPIRED = new State("EXPIRED");
        /** What was shown has changed since. */
        public static final State VOID = new State("VOID");

        private final String name;

        private State(String name) {
            this.name = name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private final ApprovalRequest request;
    private final State state;
    private final int used;
    private final @Nullable Instant decidedAt;
    private final @Nullable String note;

    private Approval(
            ApprovalRequest request, State state, int used, @Nullable Instant decidedAt, @Nullable String note) {
        this.request = Objects.requireNonNull(request, "request");
        this.state = Objects.requireNonNull(state, "state");
        this.used = used;
        this.decidedAt = decidedAt;
        this.note = note;
    }

    /**
     * An approval.
     *
     * @param used how often it was used
     * @param decidedAt when a person answered, or null
     * @param note what the person said to it, or null
     */
    public static Approval of(
            ApprovalRequest request, State state, int used, @Nullable Instant decidedAt, @Nullable String note) {
        return new Approval(request, state, used, decidedAt, note);
    }

    /** What was asked. */
    public ApprovalRequest request() {
        return request;
    }

    /** What has become of it. */
    public State state() {
        return state;
    }

    /** How often it was used. */
    public int used() {
        return used;
    }

    /** When a person answered. */
    public Optional<Instant> decidedAt() {
        return Optional.ofNullable(decidedAt);
    }

    /** What the person said to it. */
    public Optional<String> note() {
        return Optional.ofNullable(note);
    }

    /** Until when it can be used, if it was approved. */
    public Optional<Instant> usableUntil() {
        return decidedAt().map(time -> time.plus(request.terms().within()));
    }

    @Override
    public String toString() {
        return request + " " + state;
    }
}
