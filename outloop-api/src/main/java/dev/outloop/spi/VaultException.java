package dev.outloop.spi;

import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A vault could not do what it was asked.
 *
 * <p>The code decides what the broker does: after {@code VAULT_UNAVAILABLE} the same question may be asked again at once,
 * after {@code VAULT_RATE_LIMITED} the whole vault is left alone for a while; both keep values that were lent before.
 * {@code SECRET_NOT_FOUND}, {@code SECRET_WITHHELD} and {@code VAULT_DENIED} say that the broker may not have the value
 * (any more), and what it kept of it goes.
 *
 * <p>It has no cause and no suppressed exceptions, because those of parsers and clients quote what they choked on. Its
 * message goes to the person's side and to the agent: say what to do next, never what was read.
 */
public final class VaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;
    private final transient @Nullable Duration retryAfter;

    /**
     * @param code a code of kind {@link ErrorCode.Kind#VAULT}
     * @param message a sentence without secret or response text
     * @throws IllegalArgumentException if the code is of another kind
     */
    public VaultException(ErrorCode code, String message) {
        this(code, message, null);
    }

    private VaultException(ErrorCode code, String message, @Nullable Duration retryAfter) {
        super(Objects.requireNonNull(message, "message"), null, false, true);
        if (code.kind() != ErrorCode.Kind.VAULT) {
            throw new IllegalArgumentException("a vault fails with a code of kind VAULT, not " + code);
        }
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * The same failure of a vault that said when to ask again, as with {@code Retry-After} (RFC 9110, section 10.2.3).
     *
     * @throws IllegalArgumentException if the time is negative
     */
    public VaultException retryAfter(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a vault may be asked again now or later, not before");
        }
        return new VaultException(code, getMessage(), time);
    }

    /** How long the vault wants to be left alone, if it said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What went wrong. */
    public ErrorCode code() {
        return code;
    }

    /** The message, never null. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
