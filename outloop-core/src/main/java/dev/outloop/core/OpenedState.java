package dev.outloop.core;

import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.core.internal.state.StateLog;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The folder for state that a configuration names, or nothing if it names none. Its owner closes it. */
final class OpenedState implements AutoCloseable {

    private final @Nullable Path path;
    private final @Nullable StateFolder folder;

    private OpenedState(@Nullable Path path, @Nullable StateFolder folder) {
        this.path = path;
        this.folder = folder;
    }

    /** @throws StartException if it cannot be used, or another broker has it */
    static OpenedState open(BrokerConfig config) throws StartException {
        Path path = config.statePath().orElse(null);
        try {
            return new OpenedState(path, path == null ? null : StateFolder.open(path));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Where it is; null if there is none. */
    @Nullable
    Path path() {
        return path;
    }

    /** The log of that name; null if there is no folder. */
    @Nullable
    StateLog log(String name) throws IOException {
        return folder == null ? null : folder.log(name);
    }

    @Override
    public void close() {
        if (folder != null) {
            try {
                folder.close();
            } catch (IOException e) {
                throw new IllegalStateException("The folder for state could not be closed: " + e.getMessage(), e);
            }
        }
    }

    static StartException unusable(IOException cause) {
        return new StartException("The folder for state cannot be used: " + cause.getMessage());
    }
}
