package dev.outloop.spi;

import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what persons were asked and what they said. Thread-safe.
 *
 * <p><b>Guarantees</b> that an implementation gives: what a method has returned survives a crash; an approval is never used
 * more often than its terms say, whatever the concurrency and over restarts; it is not used after its time, nor once it was
 * voided. Of two answers to one request the first counts.
 *
 * <p>What it holds may be confidential; keep it where agents cannot read it.
 */
public interface ApprovalStore extends AutoCloseable {

    /**
     * Has a request wait, unless one with the same fingerprint waits already, or was answered and still holds.
     *
     * <p>How many requests of one workspace and runtime are kept is bounded, as an agent makes as many as it likes.
     *
     * @return the one that waits or was answered; one that is void, and not kept, if its definition was not among those of
     *     the last {@link #keepOnly}; empty if as many of the caller are kept as may
     */
    Optional<Approval> ask(ApprovalRequest request) throws IOException;

    /**
     * Uses an approval up by one, if there is one for the claim. Where only the first use is asked for and was made, nothing
     * is used up.
     *
     * @return it as it is after that; a rejected one if a person refused the same request and that still holds; empty if a
     *     person has to be asked
     */
    Optional<Approval> claim(Claim claim) throws IOException;

    /** The same without using anything, for explanations. */
    Optional<Approval> look(Claim claim) throws IOException;

    /**
     * Keeps a person's answer.
     *
     * @param note what the person said to it, or null
     * @return the approval after that; empty if none of that id waits
     */
    Optional<Approval> decide(String id, boolean approved, @Nullable String note, Instant time) throws IOException;

    /** Everything that waits or can be used, oldest first. */
    List<Approval> open(Instant time) throws IOException;

    /**
     * Voids everything whose definition is not among these, for good, first uses included; from then on nothing of another
     * definition begins to wait.
     *
     * @return what was voided and was open
     */
    List<Approval> keepOnly(Set<String> definitions, Instant time) throws IOException;

    /** Lets go of everything. */
    @Override
    void close();

    /** What an approval is looked for. Immutable. */
    final class Claim {
        private final String fingerprint;
        private final String definition;
        private final @Nullable String firstUse;
        private final String callId;
        private final Instant time;

        private Claim(String fingerprint, String definition, @Nullable String firstUse, String callId, Instant time) {
            this.fingerprint = Objects.requireNonNull(fingerprint, "fingerprint");
            this.definition = Objects.requireNonNull(definition, "definition");
            this.firstUse = firstUse;
            this.callId = Objects.requireNonNull(callId, "callId");
            this.time = Objects.requireNonNull(time, "time");
        }

        /**
         * A claim.
         *
         * @param fingerprint the request's
         * @param definition the hash of the definitions that it is judged by
         * @param firstUse what names workspace, runtime, access and action where only the first use is asked for, or null
         * @param callId the call that uses it
         * @param time when
         */
        public static Claim of(
                String fingerprint, String definition, @Nullable String firstUse, String callId, Instant time) {
            return new Claim(fingerprint, definition, firstUse, callId, time);
        }

        /** The request's fingerprint. */
        public String fingerprint() {
            return fingerprint;
        }

        /** The hash of the definitions that it is judged by. */
        public String definition() {
            return definition;
        }

        /** What names workspace, runtime, access and action, where only the first use is asked for. */
        public Optional<String> firstUse() {
            return Optional.ofNullable(firstUse);
        }

        /** The call that uses it. */
        public String callId() {
            return callId;
        }

        /** When. */
        public Instant time() {
            return time;
        }
    }
}
