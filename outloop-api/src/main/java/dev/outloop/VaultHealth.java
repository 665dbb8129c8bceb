package dev.outloop;

import dev.outloop.error.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of one vault, from what it was asked for last. Immutable. */
public final class VaultHealth {

    private final String vault;
    private final State state;
    private final Instant since;
    private final @Nullable ErrorCode code;
    private final String nextStep;

    private VaultHealth(String vault, State state, Instant since, @Nullable ErrorCode code, String nextStep) {
        this.vault = Objects.requireNonNull(vault, "vault");
        this.state = Objects.requireNonNull(state, "state");
        this.since = Objects.requireNonNull(since, "since");
        this.code = code;
        this.nextStep = Objects.requireNonNull(nextStep, "nextStep");
    }

    /**
     * What is known of a vault.
     *
     * @param vault its configured name
     * @param since when it came into this state
     * @param code what it failed with last, or null
     * @param nextStep a sentence for a person, empty if nothing is to be done
     */
    public static VaultHealth of(String vault, State state, Instant since, @Nullable ErrorCode code, String nextStep) {
        return new VaultHealth(vault, state, since, code, nextStep);
    }

    /** The vault's configured name. */
    public String vault() {
        return vault;
    }

    /** How it is. */
    public State state() {
        return state;
    }

    /** Since when it is so, by the broker's clock. */
    public Instant since() {
        return since;
    }

    /** What it failed with last; empty if it never failed, and still there once it answers again. */
    public Optional<ErrorCode> lastCode() {
        return Optional.ofNullable(code);
    }

    /** What a person should do, free of secrets; empty if nothing. */
    public String nextStep() {
        return nextStep;
    }

    @Override
    public String toString() {
        return vault + ": " + state + (code == null ? "" : " (" + code + ")");
    }

    /**
     * How a vault is. The set grows with the library, so this is a class of constants: never write a switch over it that has
     * no default. Compared by identity.
     */
    public static final class State {

        /** It was not asked yet, or only in vain by somebody who did not wait. */
        public static final State NOT_ASKED = new State("NOT_ASKED");
        /** It answers. */
        public static final State REACHABLE = new State("REACHABLE");
        /** A person has to unlock it. */
        public static final State LOCKED = new State("LOCKED");
        /** A person has to create it. */
        public static final State MISSING = new State("MISSING");
        /** It refuses the broker's credential. */
        public static final State UNAUTHORISED = new State("UNAUTHORISED");
        /** It asked to be left alone for a while. */
        public static final State THROTTLED = new State("THROTTLED");
        /** It does not answer, or not in time. */
        public static final State UNREACHABLE = new State("UNREACHABLE");
        /** Its server did not prove its identity. */
        public static final State UNTRUSTED = new State("UNTRUSTED");
        /** Its backend broke its contract. */
        public static final State BROKEN = new State("BROKEN");

        private static final List<State> ALL =
                List.of(NOT_ASKED, REACHABLE, LOCKED, MISSING, UNAUTHORISED, THROTTLED, UNREACHABLE, UNTRUSTED, BROKEN);

        private final String name;

        private State(String name) {
            this.name = name;
        }

        /** Every state of this version. */
        public static List<State> all() {
            return ALL;
        }

        /** The stable name, such as {@code LOCKED}. */
        public String name() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
