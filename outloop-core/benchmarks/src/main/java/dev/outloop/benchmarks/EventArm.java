package dev.outloop.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes an event on the upstream's side and reads all of it on the caller's. Closing it ends the stream. */
final class EventArm implements Arm {

    private final Socket upstream;
    private final InputStream body;
    private final Random random = new Random(20260103);
    private final byte[] buffer = new byte[8 * 1024];

    EventArm(Socket upstream, InputStream body) {
        this.upstream = upstream;
        this.body = body;
    }

    @Override
    public void call() throws IOException {
        exchange("{\"type\":\"delta\",\"id\":\"%s\",\"text\":\"%s\"}"
                .formatted(Records.id(random), Records.words(random, 12)));
    }

    /** What comes of an event with this data. */
    String exchange(String data) throws IOException {
        EventUpstream.write(upstream, ("event: message\ndata: " + data + "\n\n").getBytes(StandardCharsets.US_ASCII));
        int length = 0;
        while (length < 2 || buffer[length - 1] != '\n' || buffer[length - 2] != '\n') {
            int count = body.read(buffer, length, buffer.length - length);
            if (count < 0) {
                throw new EOFException("the stream ended before the event did");
            }
            length += count;
        }
        return new String(buffer, 0, length, StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        EventUpstream.end(upstream);
    }
}
