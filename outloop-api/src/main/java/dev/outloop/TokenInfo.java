package dev.outloop;

import dev.outloop.identity.AgentRuntime;
import java.time.Instant;
import java.util.Objects;

/** What may be shown of a token that a broker knows: everything but the token. Immutable. */
public final class TokenInfo {

    private final String id;
    private final String workspace;
    private final AgentRuntime runtime;
    private final Instant issuedAt;
    private final Instant expiresAt;

    private TokenInfo(String id, String workspace, AgentRuntime runtime, Instant issuedAt, Instant expiresAt) {
        this.id = Objects.requireNonNull(id, "id");
        this.workspace = Objects.requireNonNull(workspace, "workspace");
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.issuedAt = Objects.requireNonNull(issuedAt, "issuedAt");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** What is known of a token. */
    public static TokenInfo of(String id, String workspace, AgentRuntime runtime, Instant issuedAt, Instant expiresAt) {
        return new TokenInfo(id, workspace, runtime, issuedAt, expiresAt);
    }

    /** The name to rotate or revoke it by; not secret. */
    public String id() {
        return id;
    }

    /** The name of the workspace that it speaks for. */
    public String workspace() {
        return workspace;
    }

    /** The program that it was issued to. */
    public AgentRuntime runtime() {
        return runtime;
    }

    /** When it was issued. */
    public Instant issuedAt() {
        return issuedAt;
    }

    /** When it stops being valid. */
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "TokenInfo[" + id + " for " + workspace + "/" + runtime + " until " + expiresAt + "]";
    }
}
