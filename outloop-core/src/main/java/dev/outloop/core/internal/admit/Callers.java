package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The callers of one broker: it makes them, knows its own again, and can take them back. Thread-safe. */
public final class Callers {

    private final Set<Caller> revoked = ConcurrentHashMap.newKeySet();

    /** A caller that this broker vouches for. */
    public Caller issue(Workspace workspace, AgentRuntime runtime) {
        return new Issued(this, workspace, runtime);
    }

    /** Ends a caller: what it asks from now on is refused. */
    public void revoke(Caller caller) {
        revoked.add(caller);
    }

    /** Whether the caller is this broker's and still valid. */
    public boolean recognises(Caller caller) {
        return caller instanceof Issued issued && issued.issuer == this && !revoked.contains(caller);
    }

    static void requireRecognised(boolean recognised) throws Refused {
        if (!recognised) {
            throw Refused.of(
                    ErrorCode.CALLER_NOT_RECOGNISED,
                    "This broker did not issue the caller; authenticate with it first.");
        }
    }

    private static final class Issued implements Caller {
        private final Callers issuer;
        private final Workspace workspace;
        private final AgentRuntime runtime;

        Issued(Callers issuer, Workspace workspace, AgentRuntime runtime) {
            this.issuer = issuer;
            this.workspace = workspace;
            this.runtime = runtime;
        }

        @Override
        public Workspace workspace() {
            return workspace;
        }

        @Override
        public AgentRuntime runtime() {
            return runtime;
        }

        @Override
        public String toString() {
            return workspace.name() + "/" + runtime;
        }
    }
}
