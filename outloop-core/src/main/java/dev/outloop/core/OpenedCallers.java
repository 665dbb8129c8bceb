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
import org.jspecify.annotations.Nullable;

/**
 * Who callers are and where they work, as a broker begins with it. Its owner closes both.
 *
 * @param callers the callers and the approved folders
 * @param tokens the tokens
 */
record OpenedCallers(Callers callers, Tokens tokens) implements AutoCloseable {

    private static final String KEY = "callers.key";

    /** Opens a log of state by its name. */
    interface Logs {
        StateLog open(String name) throws IOException;
    }

    /**
     * What the folder for state has, or nothing if there is none.
     *
     * @param folder where the key of tokens is; null together with the logs
     * @throws StartException if it cannot be read, or what is named for the first time cannot be remembered
     */
    static OpenedCallers open(@Nullable Path folder, @Nullable Logs logs, Clock clock, Snapshot snapshot)
            throws StartException {
        Folders folders = null;
        Tokens tokens = null;
        boolean opened = false;
        try {
            folders = logs == null ? Folders.inMemory() : Folders.open(logs.open("workspaces"));
            folders.see(snapshot.workspaces());
            folders.use(snapshot.workspaces());
            Callers callers = new Callers(folders, clock);
            tokens = folder == null || logs == null
                    ? Tokens.inMemory(callers, clock)
                    : Tokens.open(callers, clock, TokenKey.open(folder.resolve(KEY)), logs.open("callers"));
            tokens.retain(snapshot);
            opened = true;
            return new OpenedCallers(callers, tokens);
        } catch (IOException e) {
            throw new StartException("The folder for state cannot be used for callers: " + e.getMessage());
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
