package dev.outloop.core.internal.detect;

import dev.outloop.spi.Redactor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs detectors over a text in chunks, as the engine does. */
final class Scans implements Redactor.Spans {

    record Span(int from, int to, String kind) {}

    private final List<Span> spans = new ArrayList<>();
    private int base;
    private int openFrom = -1;
    private String openKind = "";
    private int mostPending;

    static List<Span> whole(Detectors detectors, String text) {
        return inChunks(detectors, bytes(text), text.length() + 1).spans;
    }

    /** What is found, as text; everything once. */
    static List<String> found(Detectors detectors, String text) {
        return whole(detectors, text).stream()
                .map(span -> new String(bytes(text), span.from, span.to - span.from, StandardCharsets.ISO_8859_1))
                .toList();
    }

    static Scans inChunks(Detectors detectors, byte[] text, int chunkBytes) {
        return new Scans().scan(detectors.open(), text, chunkBytes);
    }

    Scans scan(Redactor.Scanner scanner, byte[] text, int chunkBytes) {
        for (int to = Math.min(chunkBytes, text.length); ; to = Math.min(to + chunkBytes, text.length)) {
            boolean last = to == text.length;
            base += scanner.scan(ByteBuffer.wrap(text, base, to - base), last, this);
            mostPending = Math.max(mostPending, to - base);
            if (last) {
                if (openFrom >= 0) {
                    spans.add(new Span(openFrom, text.length, openKind));
                }
                return this;
            }
        }
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    int mostPending() {
        return mostPending;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void cut(int from, int to, String kind) {
        spans.add(new Span(base + from, base + to, kind));
    }

    @Override
    public void open(int from, String kind) {
        openFrom = base + from;
        openKind = kind;
    }

    @Override
    public void end(int to) {
        spans.add(new Span(openFrom, base + to, openKind));
        openFrom = -1;
    }
}
