package dev.outloop.core.internal.admit;

import dev.outloop.core.internal.state.StateLog;
import dev.outloop.core.internal.workspace.FolderIdentity;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders that were approved, as far back as the log goes; without one, since the broker was started. Readers need no
 * lock; those who change it take turns.
 */
final class FolderRecords implements AutoCloseable {

    /** Spare records that a log may have before it is written anew. */
    private static final int SPARE = 64;

    private static final String GONE = "gone ";

    private final @Nullable StateLog log;
    private volatile Map<String, FolderRecord> byPlace;

    private FolderRecords(@Nullable StateLog log, Map<String, FolderRecord> byPlace) {
        this.log = log;
        this.byPlace = Collections.unmodifiableMap(byPlace);
    }

    static FolderRecords inMemory() {
        return new FolderRecords(null, new LinkedHashMap<>());
    }

    static FolderRecords open(StateLog log) throws IOException {
        Map<String, FolderRecord> read = new LinkedHashMap<>();
        for (String line : log.read()) {
            if (line.startsWith(GONE)) {
                read.remove(FolderRecord.parse(line.substring(GONE.length())).place());
            } else {
                FolderRecord record = FolderRecord.parse(line);
                read.put(record.place(), record);
            }
        }
        if (log.size() > 2L * read.size() + SPARE) {
            log.replace(read.values().stream().map(FolderRecord::line).toList());
        }
        return new FolderRecords(log, read);
    }

    /** Whether something was ever approved under what the configuration says of the workspace. */
    boolean has(Workspace workspace) {
        return byPlace.containsKey(FolderRecord.place(workspace));
    }

    /** Whether this very folder was. */
    boolean has(Workspace workspace, FolderIdentity folder) {
        FolderRecord record = byPlace.get(FolderRecord.place(workspace));
        return record != null && record.folder().equals(folder);
    }

    List<FolderRecord> worktreesOf(Workspace workspace) {
        return byPlace.values().stream()
                .filter(record -> record.isWorktree() && record.isOf(workspace))
                .toList();
    }

    /** Adds all or, if they cannot be made durable, none. */
    void add(List<FolderRecord> records) throws IOException {
        if (records.isEmpty()) {
            return;
        }
        if (log != null) {
            for (FolderRecord record : records) {
                log.write(record.line());
            }
            log.force();
        }
        Map<String, FolderRecord> next = new LinkedHashMap<>(byPlace);
        records.forEach(record -> next.put(record.place(), record));
        byPlace = Collections.unmodifiableMap(next);
    }

    void remove(FolderRecord record) throws IOException {
        if (log != null) {
            log.append(GONE + record.line());
        }
        Map<String, FolderRecord> next = new LinkedHashMap<>(byPlace);
        next.remove(record.place());
        byPlace = Collections.unmodifiableMap(next);
    }

    @Override
    public void close() {
        if (log != null) {
            log.close();
        }
    }
}
