package dev.outloop.core.internal.state;

import dev.outloop.core.internal.disk.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What a log's file has: a header, then records, then perhaps what a crash has left of more.
 *
 * <p>A crash leaves a line without its end, or NUL bytes where a write never arrived, behind everything that was forced.
 * Anything else that does not fit is damage.
 *
 * @param format of its lines
 * @param records in order
 * @param end where the last whole line ends
 */
record LogContent(RecordFormat format, List<String> records, long end) {

    private static final Pattern HEADER = Pattern.compile("outloop-state 1 ([0-9a-f]{16}) ([0-9]{1,18}) ([0-9a-f]{8})");

    /**
     * A whole file with these records, for one that starts anew.
     *
     * @param fileId eight bytes that no other file has
     */
    static byte[] file(byte[] fileId, List<String> records) {
        int headerBytes = header(fileId, 0).length;
        RecordFormat format = new RecordFormat(fileId);
        List<byte[]> lines = new ArrayList<>();
        long position = headerBytes;
        for (String record : records) {
            byte[] line = format.line(position, 0, record);
            lines.add(line);
            position += line.length;
        }
        ByteBuffer file = ByteBuffer.allocate(Math.toIntExact(position));
        file.put(header(fileId, position));
        lines.forEach(file::put);
        return file.array();
    }

    /** The header says how long the file was from the beginning, as that much was forced before it got its name. */
    private static byte[] header(byte[] fileId, long length) {
        String id = HexFormat.of().formatHex(fileId);
        String digits = String.format(Locale.ROOT, "%018d", length);
        return ("outloop-state 1 " + id + " " + digits + " " + headerChecksum(id, digits) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String headerChecksum(String id, String length) {
        CRC32C sum = new CRC32C();
        sum.update((id + length).getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it is damaged, with what to do
     */
    static LogContent read(Storage file) throws IOException {
        byte[] bytes = file.readAll(0, Math.toIntExact(file.size()));
        int headerEnd = endOfLine(bytes, 0);
        Matcher header = HEADER.matcher(new String(bytes, 0, Math.max(0, headerEnd), StandardCharsets.ISO_8859_1));
        if (headerEnd < 0
                || !header.matches()
                || !headerChecksum(header.group(1), header.group(2)).equals(header.group(3))) {
            throw RecordFormat.damaged(file.name(), 0);
        }
        RecordFormat format = new RecordFormat(HexFormat.of().parseHex(header.group(1)));
        long forced = Long.parseLong(header.group(2));
        List<String> records = new ArrayList<>();
        int position = headerEnd + 1;
        while (position < bytes.length) {
            Optional<RecordFormat.Entry> entry = entryAt(format, bytes, position);
            if (entry.isEmpty()) {
                requireTorn(file, format, bytes, position, forced);
                break;
            }
            records.add(entry.get().text());
            position = endOfLine(bytes, position) + 1;
        }
        if (position < forced) {
            throw RecordFormat.damaged(file.name(), position);
        }
        return new LogContent(format, records, position);
    }

    /** Whether a crash can have left what does not fit, and nothing behind it shows that it was forced once. */
    private static void requireTorn(Storage file, RecordFormat format, byte[] bytes, int from, long forced)
            throws IOException {
        int end = endOfLine(bytes, from);
        boolean torn = end < 0 || hasNul(bytes, from, end);
        long mostForced = forced;
        for (int position = end + 1; end >= 0 && position < bytes.length; position = end + 1) {
            mostForced = Math.max(
                    mostForced,
                    entryAt(format, bytes, position)
                            .map(RecordFormat.Entry::durable)
                            .orElse(0L));
            end = endOfLine(bytes, position);
            if (end < 0) {
                break;
            }
        }
        if (!torn || mostForced > from) {
            throw RecordFormat.damaged(file.name(), from);
        }
    }

    private static Optional<RecordFormat.Entry> entryAt(RecordFormat format, byte[] bytes, int position) {
        int end = endOfLine(bytes, position);
        return end < 0 ? Optional.empty() : format.entry(position, Arrays.copyOfRange(bytes, position, end));
    }

    private static boolean hasNul(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** Where the line's end is; -1 if it has none. */
    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
