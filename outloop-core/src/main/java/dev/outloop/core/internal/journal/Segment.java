package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Storage;
import dev.outloop.core.internal.disk.Storage.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The segment that is written. Links each line to the one before, and keeps those that are not durable yet, so that a
 * fresh segment can take them. Not thread-safe, but for {@link #sync()}.
 */
final class Segment {

    private final Storage storage;
    private final TrailHeader header;
    private final HashChain chain = new HashChain();
    private final Deque<WrittenLine> unforced = new ArrayDeque<>();
    private WrittenLine durable;
    private WrittenLine last;
    private boolean spoiled;

    /** A segment that is durable up to a line. */
    Segment(Storage storage, TrailHeader header, WrittenLine durable) {
        this.storage = storage;
        this.header = header;
        this.durable = durable;
        this.last = durable;
    }

    /** Writes the header into an empty file and makes it durable, but not the file's name. */
    static Segment begin(Storage storage, TrailHeader header, long ordinal) throws IOException {
        byte[] line = header.line();
        storage.writeAll(0, line);
        // By itself, so that a segment either has a whole header or nothing else.
        storage.force();
        return new Segment(
                storage,
                header,
                new WrittenLine(
                        LineKind.TRAIL, line, header.hash(), line.length, ordinal, header.after(), header.open()));
    }

    TrailHeader header() {
        return header;
    }

    String name() {
        return storage.name();
    }

    WrittenLine last() {
        return last;
    }

    WrittenLine durable() {
        return durable;
    }

    /** What was written and is not durable, in its order. */
    List<WrittenLine> unforced() {
        return List.copyOf(unforced);
    }

    /** Whether a part of a line stands behind the last one and could not be cut away. */
    boolean isSpoiled() {
        return spoiled;
    }

    /** Whether so many bytes more would be beyond what opening looks at after a crash. */
    boolean isFullOfUnforced(int more) {
        return last.end() + more - durable.end() > TrailFormat.MAX_UNFORCED_BYTES;
    }

    /** A line that is not written yet. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier inside the package, never compared
    record Draft(LineKind kind, byte[] bytes, byte[] hash) {}

    /** The line that would follow another one, or the last one. */
    Draft draft(LineKind kind, ByteBuffer object, @Nullable Draft before) {
        byte[] hash = chain.next(before == null ? last.hash() : before.hash(), object);
        return new Draft(kind, TrailLine.encode(kind, object, hash), hash);
    }

    /** Writes bytes behind the last line; nothing of them stays if that fails. */
    void write(byte[] bytes) throws IOException {
        boolean done = false;
        try {
            storage.writeAll(last.end(), bytes);
            done = true;
        } finally {
            if (!done) {
                cutAway();
            }
        }
    }

    private void cutAway() throws IOException {
        spoiled = true;
        storage.truncate(last.end());
        // Else a crash could keep the next line and bring the rest of this one back behind it.
        storage.force();
        spoiled = false;
    }

    /** Counts a draft among the lines, once its bytes are written. */
    WrittenLine add(Draft draft, long sequence, long open) {
        last = new WrittenLine(
                draft.kind(),
                draft.bytes(),
                draft.hash(),
                last.end() + draft.bytes().length,
                last.ordinal() + 1,
                sequence,
                open);
        unforced.add(last);
        return last;
    }

    /** Makes what was written before durable, on any thread; {@link #settle} counts it so. */
    void sync() throws IOException {
        storage.force();
    }

    /** Counts everything up to a line as durable, which a sync that began after it was written made so. */
    void settle(WrittenLine line) {
        while (!unforced.isEmpty() && unforced.getFirst().end() <= line.end()) {
            durable = unforced.removeFirst();
        }
    }

    /** Why the file is not what was written, or null if it is. Durable bytes nobody can find are not durable. */
    @Nullable
    String displacement() throws IOException {
        Seen seen = storage.look();
        return switch (seen.place()) {
            case GONE -> "its file " + name() + " was deleted or moved away while it was written";
            case REPLACED -> "another file was put in the place of " + name() + " while it was written";
            case SAME -> {
                if (seen.size() < last.end()) {
                    yield "something cut " + name() + " from " + last.end() + " to " + seen.size()
                            + " bytes; let nothing rotate or copy and truncate it, the trail does that by itself";
                }
                yield seen.size() == last.end()
                        ? null
                        : "something else wrote " + (seen.size() - last.end()) + " bytes to the end of " + name();
            }
        };
    }

    /** Cuts off what is not durable, if it is this sink's alone; whether that worked matters to nobody. */
    void cutToDurable() {
        try {
            if (displacement() == null || spoiled) {
                storage.truncate(durable.end());
                storage.force();
            }
        } catch (IOException e) {
            // The fresh segment supersedes these lines in any case.
        }
    }

    /** Lets go of a file that is not needed any more. */
    void closeQuietly() {
        try {
            storage.close();
        } catch (IOException e) {
            // Everything that has to be durable is.
        }
    }

    /** Lets go of the file. */
    void close() throws IOException {
        storage.close();
    }
}
