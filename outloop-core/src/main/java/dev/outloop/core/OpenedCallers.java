package dev.outloop.core;

import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Folders;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.TokenKey;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Who callers are and where they work, as a broker begins with it. Its owner closes both.
 *
 * @param callers the callers and the approved folders
 * @param tokens the tokens
 */
record OpenedCallers(Callers callers, Tokens tokens) implements AutoCloseable {

    private static final String KEY = "callers.key";

    /**
     * What the folder for state has, or nothing if there is none.
     *
     * @param state the folder, or null
     * @param path where it is, or null together with it
     * @throws IOException if it cannot be read, or what is named for the first time cannot be remembered
     */
    static OpenedCallers open(@Nullable StateFolder state, @Nullable Path path, Clock clock, Snapshot snapshot)
            throws IOException {
        Folders folders = null;
        Tokens tokens = null;
        boolean opened = false;
        try {
            folders = state == null ? Folders.inMemory() : Folders.open(state.log("workspaces"));
            folders.see(snapshot.workspaces());
            folders.use(snapshot.workspaces());
            Callers callers = new Callers(folders, clock);
            tokens = state == null || path == null
                    ? Tokens.inMemory(callers, clock)
                    : Tokens.open(callers, clock, TokenKey.open(path.resolve(KEY)), state.log("callers"));
            tokens.retain(snapshot);
            opened = true;
            return new OpenedCallers(callers, tokens);
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
