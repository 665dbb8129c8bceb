package dev.outloop.core.internal.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Version 1 of a log on disk: {@code CHECKSUM DURABLE TEXT} a line, the checksum of eight hexadecimal digits.
 *
 * <p>DURABLE is how many bytes of the file were forced when the line was made, so that a line tells damage before that
 * place from what a crash has cut. The checksum is CRC-32C over the file's own id, the line's place and the rest of the
 * line, so that no line of another file, or from elsewhere in this one, is taken for the one that belongs there. It is no
 * signature: who may write the file may change it.
 */
final class RecordFormat {

    /** More than any record that is kept: the largest is a request with a body of 1 MiB, in Base64, that waits. */
    static final int MAX_TEXT_BYTES = 2 * 1024 * 1024;

    private static final int CHECKSUM_CHARS = 8;

    private final byte[] fileId;

    /** @param fileId of the file, known from its header */
    RecordFormat(byte[] fileId) {
        this.fileId = fileId.clone();
    }

    /**
     * A line with its end.
     *
     * @throws IllegalArgumentException if the text has a line break, another control character or half a surrogate pair,
     *     or is longer than {@link #MAX_TEXT_BYTES}
     */
    byte[] line(long position, long durable, String text) {
        byte[] rest = encode(durable + " " + text);
        if (text.chars().anyMatch(Character::isISOControl) || rest.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a record is one line of at most " + MAX_TEXT_BYTES + " bytes");
        }
        byte[] line = new byte[CHECKSUM_CHARS + 1 + rest.length + 1];
        byte[] checksum = checksum(position, rest).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(checksum, 0, line, 0, CHECKSUM_CHARS);
        line[CHECKSUM_CHARS] = ' ';
        System.arraycopy(rest, 0, line, CHECKSUM_CHARS + 1, rest.length);
        line[line.length - 1] = '\n';
        return line;
    }

    /** The record of a line without its end; empty if it is none of this place. */
    Optional<Entry> entry(long position, byte[] line) {
        if (line.length < CHECKSUM_CHARS + 2 || line[CHECKSUM_CHARS] != ' ') {
            return Optional.empty();
        }
        byte[] rest = Arrays.copyOfRange(line, CHECKSUM_CHARS + 1, line.length);
        String given = new String(line, 0, CHECKSUM_CHARS, StandardCharsets.ISO_8859_1);
        if (!given.equals(checksum(position, rest))) {
            return Optional.empty();
        }
        String text = new String(rest, StandardCharsets.UTF_8);
        int space = text.indexOf(' ');
        return Optional.of(new Entry(Long.parseLong(text.substring(0, space)), text.substring(space + 1)));
    }

    private String checksum(long position, byte[] rest) {
        CRC32C sum = new CRC32C();
        sum.update(fileId);
        sum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
        sum.update(rest);
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static byte[] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] encoded = new byte[bytes.remaining()];
            bytes.get(encoded);
            return encoded;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a record is well-formed text", e);
        }
    }

    /** What says how to go on after damage. */
    static IOException damaged(String file, long position) {
        return new IOException(file + " is damaged at byte " + position
                + ": restore it from a backup, or delete it to start without what it kept");
    }

    /**
     * One record.
     *
     * @param durable how many bytes of its file were forced when it was made
     * @param text the record
     */
    record Entry(long durable, String text) {}
}
