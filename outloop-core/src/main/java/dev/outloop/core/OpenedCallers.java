package dev.outloop.core;

import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Folders;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.TokenKey;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.state.StateLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Who callers are and where they work, as a broker begins with it. Its owner closes both.
 *
 * @param callers the callers and the approved folders
 * @param tokens the tokens
 */
record OpenedCallers(Callers callers, Tokens tokens) implements AutoCloseable {

    private static final String KEY = "callers.key";

    /** @throws StartException if state cannot be read, or what is named for the first time cannot be remembered */
    static OpenedCallers open(OpenedState state, Clock clock, Snapshot snapshot) throws StartException {
        Folders folders = null;
        Tokens tokens = null;
        boolean opened = false;
        try {
            StateLog workspaces = state.log("workspaces");
            folders = workspaces == null ? Folders.inMemory() : Folders.open(workspaces);
            folders.see(snapshot.workspaces());
            folders.use(snapshot.workspaces());
            Callers callers = new Callers(folders, clock);
            StateLog log = state.log("callers");
            Path folder = state.path();
            tokens = log == null || folder == null
                    ? Tokens.inMemory(callers, clock)
                    : Tokens.open(callers, clock, TokenKey.open(folder.resolve(KEY)), log);
            tokens.retain(snapshot);
            opened = true;
            return new OpenedCallers(callers, tokens);
        } catch (IOException e) {
            throw OpenedState.unusable(e);
        } finally {
            if (!opened) {
                if (tokens != null) {
                    tokens.close();
                }
                if (folders != null) {
                    folders.close();
                }
            }
        }
    }

    @Override
    public void close() {
        tokens.close();
        callers.folders().close();
    }
}
