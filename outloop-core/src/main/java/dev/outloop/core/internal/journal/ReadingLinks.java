package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether each line goes on where the one before it stopped: the numbers always, the hashes if asked. What it finds is
 * returned as a sentence, and it goes on from the line that it was found in. Not thread-safe.
 */
final class ReadingLinks {

    private static final long UNKNOWN = -1;

    private final ReadingDirectory directory;
    private final boolean hashed;
    private final HashChain chain = new HashChain();
    private byte[] hash = {};
    private long sequence = UNKNOWN;
    private String id = "";
    private Set<String> superseded = Set.of();

    ReadingLinks(ReadingDirectory directory, boolean hashed) {
        this.directory = directory;
        this.hashed = hashed;
    }

    /** The hash of the last line; empty before the first. */
    byte[] hash() {
        return hash;
    }

    /** The number of the last record; 0 if none is known. */
    long sequence() {
        return Math.max(0, sequence);
    }

    /** Files were left out here, so nothing is known of what comes next. */
    void forget() {
        hash = new byte[0];
        sequence = UNKNOWN;
    }

    /** Takes in the first line of a file. */
    Optional<String> header(EntryLine line, int segment) throws IOException {
        ReadingHeader header;
        try {
            header = ReadingHeader.of(line);
        } catch (IllegalArgumentException e) {
            forget();
            return Optional.of("the file's header is none of this format");
        }
        Optional<String> wrong = join(header, segment);
        if (wrong.isEmpty() && hashed && !header.prev().isEmpty()) {
            wrong = hashed(header.prevHash(), line);
        }
        id = header.id();
        sequence = header.after();
        hash = line.hash();
        return wrong;
    }

    /** Whether the record's number is the next one; if not, it is taken for that from now on. */
    Optional<String> number(EntryLine line) {
        long found = line.sequence();
        if (!line.isRecord() || sequence == UNKNOWN || found == sequence + 1) {
            return Optional.empty();
        }
        String wrong = "record " + found + " stands where record " + (sequence + 1) + " belongs";
        sequence = found - 1;
        return Optional.of(wrong);
    }

    /** Takes in a line that is no header. */
    Optional<String> line(EntryLine line) {
        Optional<String> wrong = hashed && hash.length > 0 ? hashed(hash, line) : Optional.empty();
        hash = line.hash();
        if (line.isRecord()) {
            sequence = line.sequence();
        } else if (line.kind() == LineKind.NOTE) {
            passOver(line);
        }
        return wrong;
    }

    /** Whether the same record was read already, from a file whose end no longer counts. */
    boolean isRepeated(EntryLine line) {
        return !superseded.isEmpty() && line.isRecord() && superseded.contains(line.text());
    }

    private Optional<String> join(ReadingHeader header, int segment) throws IOException {
        superseded = Set.of();
        if (!id.isEmpty() && !id.equals(header.id())) {
            return Optional.of("the file belongs to another trail");
        }
        if (hash.length == 0 || header.prev().isEmpty() || header.continues(hash)) {
            return Optional.empty();
        }
        if (header.isRenewed()) {
            superseded = behind(header.prevHash(), segment - 1);
            return superseded.isEmpty() ? Optional.of("the file continues a line that is not there") : Optional.empty();
        }
        return Optional.of("the file does not continue the one before it");
    }

    /** The records behind a line, at most what a writer leaves unforced. */
    private Set<String> behind(byte[] last, int segment) throws IOException {
        Set<String> records = new HashSet<>();
        boolean found = false;
        long bytes = 0;
        try (ReadingFile file = directory.open(segment)) {
            EntryLine line = new EntryLine();
            while (file.next(Long.MAX_VALUE) == ReadingFile.Found.LINE
                    && line.moveTo(file.buffer(), file.start(), file.end())
                    && bytes <= TrailFormat.MAX_UNFORCED_BYTES) {
                if (found) {
                    records.add(line.text());
                    bytes += file.end() - file.start();
                }
                found |= Arrays.equals(line.hash(), last);
            }
        }
        return records;
    }

    private Optional<String> hashed(byte[] before, EntryLine line) {
        return Arrays.equals(chain.next(before, line.object()), line.hash())
                ? Optional.empty()
                : Optional.of("the line does not continue the one before it");
    }

    /** Numbers that this sink never got are said to be left out. */
    private void passOver(EntryLine line) {
        try {
            Map<String, Object> note = EntryFields.parse(line.text());
            if (EntryFields.text(note, "event").equals("MISSED")
                    && EntryFields.number(note, "from", 0) == sequence + 1) {
                sequence = EntryFields.number(note, "to", sequence);
            }
        } catch (IllegalArgumentException e) {
            // Whoever asks for notes is told.
        }
    }
}
