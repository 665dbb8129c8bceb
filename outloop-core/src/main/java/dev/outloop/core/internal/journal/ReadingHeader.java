package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * What a segment says of itself in its first line.
 *
 * @param id the trail's
 * @param after the number of the last record before the segment; -1 if it does not say
 * @param prev the hash of the line that it continues, in hexadecimal; empty if it does not say
 * @param reason why it was begun
 * @param key the public key that signs it, in hexadecimal; empty if it does not say
 */
record ReadingHeader(String id, long after, String prev, String reason, String key) {

    private static final String RENEWED = "RENEWED";

    /** @throws IllegalArgumentException if it is no header */
    static ReadingHeader of(EntryLine line) {
        Map<String, Object> fields = EntryFields.parse(line.text());
        return new ReadingHeader(
                EntryFields.text(fields, "id"),
                EntryFields.number(fields, "after", -1),
                EntryFields.text(fields, "prev"),
                EntryFields.text(fields, "reason"),
                EntryFields.text(fields, "key"));
    }

    /** The header of a segment; empty while it is not written, or if its first line is none. */
    static Optional<ReadingHeader> of(ReadingDirectory directory, int segment) throws IOException {
        try (ReadingFile file = directory.open(segment)) {
            EntryLine line = new EntryLine();
            return file.next(Long.MAX_VALUE) == ReadingFile.Found.LINE
                            && line.moveTo(file.buffer(), file.start(), file.end())
                            && line.kind() == LineKind.TRAIL
                    ? Optional.of(of(line))
                    : Optional.empty();
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether what stands in the segment before, behind the line that this one continues, no longer counts. */
    boolean isRenewed() {
        return reason.equals(RENEWED);
    }

    /** Whether it continues the line with that hash. */
    boolean continues(byte[] hash) {
        return Arrays.equals(prevHash(), hash);
    }

    /** The hash of the line that it continues; empty if it does not say. */
    byte[] prevHash() {
        return prev.matches("[0-9a-f]{64}") ? TrailFormat.bytes(prev) : new byte[0];
    }
}
