package dev.outloop.benchmarks;

import static com.gliwka.hyperscan.jni.hyperscan.hs_close_stream;
import static com.gliwka.hyperscan.jni.hyperscan.hs_open_stream;
import static com.gliwka.hyperscan.jni.hyperscan.hs_scan;
import static com.gliwka.hyperscan.jni.hyperscan.hs_scan_stream;

import com.gliwka.hyperscan.jni.hs_stream_t;
import com.gliwka.hyperscan.jni.match_event_handler;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Hyperscan over the same chunks. */
final class HyperscanArm implements SearchArm {

    /** How the bytes come to it. */
    enum Mode {
        /** As an engine in Java has to: each chunk is copied out of the heap, and a stream joins them. */
        STREAM,
        /** Its best: the text lies outside the heap already, and what spans two chunks is not found. */
        BLOCK
    }

    private final HyperscanDatabase database;
    private final Mode mode;
    private final byte[] text;
    private final int chunkBytes;
    private final BytePointer memory;
    private final match_event_handler handler;
    private long finds;

    HyperscanArm(HyperscanDatabase database, Mode mode, byte[] text, int chunkBytes) {
        this.database = database;
        this.mode = mode;
        this.text = text;
        this.chunkBytes = chunkBytes;
        this.memory = mode == Mode.BLOCK ? new BytePointer(text) : new BytePointer(chunkBytes);
        this.handler = new match_event_handler() {
            @Override
            public int call(int id, long from, long to, int flags, Pointer context) {
                finds++;
                return 0;
            }
        };
    }

    @Override
    public void call() {
        finds = 0;
        if (mode == Mode.BLOCK) {
            scanBlocks();
        } else {
            scanStream();
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {
        memory.close();
        handler.close();
    }

    private void scanBlocks() {
        for (int at = 0; at < text.length; at += chunkBytes) {
            memory.position(at);
            requireScanned(hs_scan(
                    database.database(),
                    memory,
                    Math.min(chunkBytes, text.length - at),
                    0,
                    database.scratch(),
                    handler,
                    null));
        }
        memory.position(0);
    }

    private void scanStream() {
        try (PointerPointer<hs_stream_t> out = new PointerPointer<>(1)) {
            requireScanned(hs_open_stream(database.database(), 0, out));
            hs_stream_t stream = new hs_stream_t(out.get());
            for (int at = 0; at < text.length; at += chunkBytes) {
                int count = Math.min(chunkBytes, text.length - at);
                memory.put(text, at, count);
                requireScanned(hs_scan_stream(stream, memory, count, 0, database.scratch(), handler, null));
            }
            requireScanned(hs_close_stream(stream, database.scratch(), handler, null));
        }
    }

    private static void requireScanned(int code) {
        HyperscanDatabase.requireSuccess("scan", code);
    }
}
