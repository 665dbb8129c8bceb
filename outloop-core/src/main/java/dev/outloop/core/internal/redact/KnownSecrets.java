package dev.outloop.core.internal.redact;

import dev.outloop.core.internal.secrets.KnownSearch;
import dev.outloop.core.internal.secrets.PatternSet;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.util.function.Supplier;

/** Finds known secrets, those included that become known while a response is read. */
final class KnownSecrets implements Redactor {

    /** What one byte takes at most: each of the six characters of its escape escaped by six in turn, and then some. */
    private static final int LONGEST_FORM = 64;

    private final Supplier<PatternSet> known;
    private final String workspace;

    /** For responses of that workspace. */
    KnownSecrets(Supplier<PatternSet> known, String workspace) {
        this.known = known;
        this.workspace = workspace;
    }

    /** For the longest value; what begins none is decided at once. */
    @Override
    public int maxPendingBytes() {
        return SecretRegistry.MAX_VALUE_BYTES * LONGEST_FORM;
    }

    @Override
    public Scanner open(ResponseContext context) {
        KnownSearch search = new KnownSearch(known, workspace);
        return new Scanner() {
            @Override
            public int scan(ByteBuffer utf8, boolean last, Spans out) {
                return KnownSecrets.scan(search, utf8, last, out);
            }

            @Override
            public void close() {
                search.close();
            }
        };
    }

    /** Whether the whole text holds a secret. */
    boolean isIn(byte[] text) {
        boolean[] found = new boolean[1];
        try (KnownSearch search = new KnownSearch(known, workspace)) {
            search.scan(text, 0, text.length, true, (from, to, kind) -> found[0] = true);
        }
        return found[0];
    }

    private static int scan(KnownSearch search, ByteBuffer utf8, boolean last, Redactor.Spans out) {
        int length = utf8.remaining();
        byte[] bytes;
        int from;
        if (utf8.hasArray()) {
            bytes = utf8.array();
            from = utf8.arrayOffset() + utf8.position();
        } else {
            bytes = new byte[length];
            utf8.get(utf8.position(), bytes);
            from = 0;
        }
        return search.scan(
                        bytes, from, from + length, last, (start, end, kind) -> out.cut(start - from, end - from, kind))
                - from;
    }
}
