package dev.outloop.core.internal.lease;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What people and agents read when a vault lends nothing. */
final class VaultSentence {

    private static final int MAX_CHARS = 400;

    private VaultSentence() {}

    /**
     * What a vault says goes to an agent and to a terminal: one line, and not a long one. A word that does not fit is left
     * out as a whole, because redaction comes later and would not know half a secret.
     */
    static String printable(String message) {
        int[] line = message.codePoints()
                .limit(MAX_CHARS + 1)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .toArray();
        int end = line.length;
        if (end > MAX_CHARS) {
            do {
                end--;
            } while (end > 0 && line[end] != ' ');
        }
        return new String(line, 0, end);
    }

    static VaultException broken() {
        return new VaultException(
                ErrorCode.VAULT_FAILED, "The vault failed in a way that it should not; see its own log.");
    }

    static VaultException lentNothing() {
        return new VaultException(
                ErrorCode.VAULT_FAILED, "The vault broke its contract and lent nothing; see its own log.");
    }

    static VaultException late() {
        return new VaultException(
                ErrorCode.VAULT_TIMEOUT, "The vault had not answered when the call ended; nothing was sent.");
    }

    static VaultException closed() {
        return new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The broker is closed, and its vaults with it.");
    }

    /** A refusal without a question, which says when it ends, rounded up to whole seconds. */
    static VaultException until(ErrorCode code, String why, Instant now, Duration left) {
        Instant end = now.plus(left).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        return new VaultException(code, why + "; try again after " + end + ".").retryAfter(left);
    }
}
