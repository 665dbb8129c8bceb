package dev.outloop.benchmarks;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;

/** A redactor alone over a text, chunk by chunk; it gets what it left undecided again with the next chunk. */
final class DetectorArm implements SearchArm, Redactor.Spans {

    private final Redactor redactor;
    private final byte[] text;
    private final int chunkBytes;
    private long finds;

    DetectorArm(Redactor redactor, byte[] text, int chunkBytes) {
        this.redactor = redactor;
        this.text = text;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        finds = 0;
        ByteBuffer buffer = ByteBuffer.wrap(text);
        try (Redactor.Scanner scanner = redactor.open(ResponseContext.of("files", "item", 200, "application/json"))) {
            int from = 0;
            for (int at = 0; at < text.length; at += chunkBytes) {
                int to = Math.min(at + chunkBytes, text.length);
                buffer.limit(to).position(from);
                from += scanner.scan(buffer, to == text.length, this);
            }
        }
    }

    @Override
    public void cut(int from, int to, String kind) {
        finds++;
    }

    @Override
    public void open(int from, String kind) {
        finds++;
    }

    @Override
    public void end(int to) {}

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {}
}
