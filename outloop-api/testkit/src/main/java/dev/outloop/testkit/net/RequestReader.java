package dev.outloop.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads requests off a connection without judging them (framing: RFC 9112, section 6). */
final class RequestReader {

    private static final int END_OF_HEAD = '\r' << 24 | '\n' << 16 | '\r' << 8 | '\n';

    private final InputStream in;
    private final int connection;

    RequestReader(InputStream in, int connection) {
        this.in = in;
        this.connection = connection;
    }

    /** The next request, or empty when the client has closed. */
    Optional<ReceivedRequest> read() throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int lastFour = 0;
        while (lastFour != END_OF_HEAD) {
            int b = in.read();
            if (b < 0) {
                return Optional.empty();
            }
            raw.write(b);
            lastFour = lastFour << 8 | b;
        }
        int headLength = raw.size();
        ReceivedRequest head = new ReceivedRequest(connection, raw.toByteArray(), headLength);
        if (head.header("Transfer-Encoding").isPresent()) {
            copyChunks(raw);
        } else {
            copy(raw, head.header("Content-Length").map(Integer::parseInt).orElse(0));
        }
        return Optional.of(new ReceivedRequest(connection, raw.toByteArray(), headLength));
    }

    private void copyChunks(ByteArrayOutputStream raw) throws IOException {
        int size;
        do {
            String line = copyLine(raw);
            size = Integer.parseInt(line.replaceFirst(";.*", "").strip(), 16);
            copy(raw, size);
            if (size > 0) {
                copyLine(raw);
            }
        } while (size > 0);
        String trailer;
        do {
            trailer = copyLine(raw);
        } while (!trailer.isEmpty());
    }

    private String copyLine(ByteArrayOutputStream raw) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() == 0 || line.charAt(line.length() - 1) != '\n') {
            int b = in.read();
            if (b < 0) {
                throw new EOFException();
            }
            raw.write(b);
            line.append((char) b);
        }
        return line.toString().stripTrailing();
    }

    private void copy(ByteArrayOutputStream raw, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        raw.writeBytes(bytes);
    }
}
