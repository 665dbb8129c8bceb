package dev.outloop.benchmarks;

import dev.outloop.core.internal.secrets.KnownSearch;
import dev.outloop.core.internal.secrets.SecretRegistry;

/** The engine's whole search of a text, with escapes undone where there are any. */
final class KnownSearchArm implements SearchArm {

    private final SecretRegistry registry;
    private final byte[] text;
    private final int chunkBytes;
    private long finds;

    KnownSearchArm(SecretRegistry registry, byte[] text, int chunkBytes) {
        this.registry = registry;
        this.text = text;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        finds = 0;
        try (KnownSearch search = new KnownSearch(registry::patterns, "acme")) {
            int from = 0;
            for (int at = 0; at < text.length; at += chunkBytes) {
                int to = Math.min(at + chunkBytes, text.length);
                from = search.scan(text, from, to, to == text.length, (start, end, kind) -> finds++);
            }
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {}
}
