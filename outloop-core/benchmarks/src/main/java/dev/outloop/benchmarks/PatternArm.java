package dev.outloop.benchmarks;

import dev.outloop.core.internal.secrets.PatternSet;

/** The engine's search for literals alone, chunk by chunk; what is undecided at a chunk's end comes again with the next. */
final class PatternArm implements SearchArm {

    private final PatternSet patterns;
    private final byte[] text;
    private final int chunkBytes;
    private long finds;

    PatternArm(PatternSet patterns, byte[] text, int chunkBytes) {
        this.patterns = patterns;
        this.text = text;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        finds = 0;
        int from = 0;
        for (int at = 0; at < text.length; at += chunkBytes) {
            int to = Math.min(at + chunkBytes, text.length);
            from = patterns.scan(text, from, to, to == text.length, "", (start, end, kind) -> finds++);
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {}
}
