package dev.outloop.spi;

import dev.outloop.error.ErrorCode;
import java.util.Objects;

/**
 * A vault could not do what it was asked.
 *
 * <p>It has no cause and no suppressed exceptions, because those of parsers and clients quote what they choked on. Its
 * message goes to the person's side and to the agent: say what to do next, never what was read.
 */
public final class VaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient ErrorCode code;

    /**
     * @param code a code of kind {@link ErrorCode.Kind#VAULT}
     * @param message a sentence without secret or response text
     * @throws IllegalArgumentException if the code is of another kind
     */
    public VaultException(ErrorCode code, String message) {
        super(Objects.requireNonNull(message, "message"), null, false, true);
        if (code.kind() != ErrorCode.Kind.VAULT) {
            throw new IllegalArgumentException("a vault fails with a code of kind VAULT, not " + code);
        }
        this.code = code;
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
