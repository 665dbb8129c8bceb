package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The callers of one broker: it makes them, knows its own again, and ends them with what they rest on. Thread-safe. */
public final class Callers {

    private final Folders folders;
    private final Clock clock;

    /** Callers whose directories are judged by these folders. */
    public Callers(Folders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /** A caller on the host's word. */
    public Caller issue(Workspace workspace, AgentRuntime runtime, @Nullable Path workingDirectory) {
        return issue(workspace, runtime, workingDirectory, Standing.unlimited());
    }

    Caller issue(Workspace workspace, AgentRuntime runtime, @Nullable Path workingDirectory, Standing standing) {
        WorkingDirectory directory = workingDirectory == null ? null : WorkingDirectory.of(workingDirectory);
        return new Issued(this, workspace, runtime, directory, standing);
    }

    /** Whether the caller is this broker's and what it rests on still holds. */
    public boolean recognises(Caller caller) {
        return caller instanceof Issued issued && issued.issuer == this && issued.standing.holds(clock.instant());
    }

    /** Lets through a caller that is recognised, in a workspace that is still defined as it was, in its folder. */
    public void require(Caller caller, Snapshot snapshot) throws Refused {
        requireRecognised(recognises(caller));
        Workspace workspace = caller.workspace();
        requireCurrent(
                snapshot.workspace(workspace.name()).filter(workspace::equals).isPresent());
        if (caller instanceof Issued issued) {
            folders.require(workspace, issued.directory);
        }
    }

    /** Has the call stopped when what its caller rests on is ended. */
    public CallScope.Handle enter(Caller caller, CallScope scope) {
        return caller instanceof Issued issued ? issued.standing.enter(scope) : () -> {};
    }

    /** The folders of workspaces. */
    public Folders folders() {
        return folders;
    }

    static void requireRecognised(boolean recognised) throws Refused {
        if (!recognised) {
            throw Refused.of(
                    ErrorCode.CALLER_NOT_RECOGNISED,
                    "This broker did not issue the caller, or has ended it; authenticate with it first.");
        }
    }

    static void requireCurrent(boolean current) throws Refused {
        if (!current) {
            throw Refused.of(
                    ErrorCode.CALLER_NOT_RECOGNISED,
                    "The workspace is not defined as it was when the caller was issued; authenticate again.");
        }
    }

    private static final class Issued implements Caller {
        private final Callers issuer;
        private final Workspace workspace;
        private final AgentRuntime runtime;
        private final @Nullable WorkingDirectory directory;
        private final Standing standing;

        Issued(
                Callers issuer,
                Workspace workspace,
                AgentRuntime runtime,
                @Nullable WorkingDirectory directory,
                Standing standing) {
            this.issuer = issuer;
            this.workspace = workspace;
            this.runtime = runtime;
            this.directory = directory;
            this.standing = standing;
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
