package dev.outloop.core.internal.lease;

import dev.outloop.VaultHealth;
import dev.outloop.VaultHealth.State;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.util.Map;

/** How a vault is, by what it did last. Thread-safe; of two answers at once, either counts as the last. */
final class Condition {

    private static final Map<ErrorCode, State> STATES = Map.of(
            ErrorCode.VAULT_LOCKED, State.LOCKED,
            ErrorCode.VAULT_MISSING, State.MISSING,
            ErrorCode.VAULT_DENIED, State.UNAUTHORISED,
            ErrorCode.VAULT_RATE_LIMITED, State.THROTTLED,
            ErrorCode.VAULT_TIMEOUT, State.UNREACHABLE,
            ErrorCode.VAULT_UNAVAILABLE, State.UNREACHABLE,
            ErrorCode.VAULT_UNTRUSTED, State.UNTRUSTED,
            ErrorCode.VAULT_FAILED, State.BROKEN);

    private final String vault;
    private final Times times;
    private volatile VaultHealth health;

    Condition(String vault, Times times) {
        this.vault = vault;
        this.times = times;
        this.health = VaultHealth.of(vault, State.NOT_ASKED, times.instant(), null, "");
    }

    VaultHealth health() {
        return health;
    }

    /** The vault answered, be it that there is no such secret. */
    void answered() {
        VaultHealth before = health;
        if (before.state() != State.REACHABLE) {
            health = VaultHealth.of(
                    vault, State.REACHABLE, times.instant(), before.lastCode().orElse(null), "");
        }
    }

    void failed(VaultException failure) {
        State state = STATES.get(failure.code());
        if (state == null) {
            answered();
            return;
        }
        VaultHealth before = health;
        health = VaultHealth.of(
                vault,
                state,
                before.state() == state ? before.since() : times.instant(),
                failure.code(),
                VaultSentence.printable(failure.getMessage()));
    }
}
