package dev.outloop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ahocorasick.trie.Trie;

/** org.ahocorasick over a String for each chunk; what spans two chunks is not found. */
final class AhoCorasickArm implements SearchArm {

    private final Trie trie;
    private final byte[] text;
    private final int chunkBytes;
    private long finds;

    AhoCorasickArm(List<byte[]> literals, byte[] text, int chunkBytes) {
        Trie.TrieBuilder builder = Trie.builder();
        literals.forEach(literal -> builder.addKeyword(new String(literal, StandardCharsets.ISO_8859_1)));
        this.trie = builder.build();
        this.text = text;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        finds = 0;
        for (int at = 0; at < text.length; at += chunkBytes) {
            String chunk = new String(text, at, Math.min(chunkBytes, text.length - at), StandardCharsets.ISO_8859_1);
            trie.parseText(chunk, emit -> {
                finds++;
                return true;
            });
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {}
}
