package dev.outloop.benchmarks;

import static com.gliwka.hyperscan.jni.hyperscan.HS_MODE_BLOCK;
import static com.gliwka.hyperscan.jni.hyperscan.HS_MODE_STREAM;
import static com.gliwka.hyperscan.jni.hyperscan.HS_SUCCESS;
import static com.gliwka.hyperscan.jni.hyperscan.hs_alloc_scratch;
import static com.gliwka.hyperscan.jni.hyperscan.hs_compile_lit_multi;
import static com.gliwka.hyperscan.jni.hyperscan.hs_compile_multi;
import static com.gliwka.hyperscan.jni.hyperscan.hs_database_size;
import static com.gliwka.hyperscan.jni.hyperscan.hs_free_database;
import static com.gliwka.hyperscan.jni.hyperscan.hs_free_scratch;

import com.gliwka.hyperscan.jni.hs_database_t;
import com.gliwka.hyperscan.jni.hs_scratch_t;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Hyperscan's compiled form of literals or expressions, through the binding that hyperscan-java is built on: its own
 * classes take Strings only, have no streams and no literals.
 */
final class HyperscanDatabase implements AutoCloseable {

    private final hs_database_t database;
    private final hs_scratch_t scratch;

    private HyperscanDatabase(hs_database_t database) {
        this.database = database;
        try (PointerPointer<hs_scratch_t> out = new PointerPointer<>(1)) {
            out.put(0, (Pointer) null);
            requireSuccess("allocate scratch space", hs_alloc_scratch(database, out));
            this.scratch = new hs_scratch_t(out.get());
        }
    }

    static HyperscanDatabase ofLiterals(List<byte[]> literals, boolean streaming) {
        long[] lengths = literals.stream().mapToLong(literal -> literal.length).toArray();
        try (Compilation compilation = new Compilation(literals);
                SizeTPointer sizes = new SizeTPointer(lengths)) {
            return compilation.result(hs_compile_lit_multi(
                    compilation.texts,
                    compilation.flags,
                    compilation.ids,
                    sizes,
                    literals.size(),
                    mode(streaming),
                    null,
                    compilation.database,
                    compilation.error));
        }
    }

    /** Expressions in the syntax of Hyperscan. */
    static HyperscanDatabase ofExpressions(List<String> expressions, boolean streaming) {
        List<byte[]> texts = expressions.stream()
                .map(expression -> (expression + "\0").getBytes(StandardCharsets.UTF_8))
                .toList();
        try (Compilation compilation = new Compilation(texts)) {
            return compilation.result(hs_compile_multi(
                    compilation.texts,
                    compilation.flags,
                    compilation.ids,
                    texts.size(),
                    mode(streaming),
                    null,
                    compilation.database,
                    compilation.error));
        }
    }

    hs_database_t database() {
        return database;
    }

    hs_scratch_t scratch() {
        return scratch;
    }

    long bytes() {
        try (SizeTPointer size = new SizeTPointer(1)) {
            requireSuccess("tell the size", hs_database_size(database, size));
            return size.get();
        }
    }

    @Override
    public void close() {
        hs_free_scratch(scratch);
        hs_free_database(database);
    }

    static void requireSuccess(String what, int code) {
        if (code != HS_SUCCESS) {
            throw new IllegalStateException("Hyperscan could not " + what + ": " + code);
        }
    }

    private static int mode(boolean streaming) {
        return streaming ? HS_MODE_STREAM : HS_MODE_BLOCK;
    }

    /** What a compilation reads and writes. */
    private static final class Compilation implements AutoCloseable {

        private final List<BytePointer> pointers;
        private final PointerPointer<BytePointer> texts;
        private final IntPointer flags;
        private final IntPointer ids;
        private final PointerPointer<hs_database_t> database = new PointerPointer<>(1);
        private final PointerPointer<Pointer> error = new PointerPointer<>(1);

        Compilation(List<byte[]> texts) {
            this.pointers = texts.stream().map(BytePointer::new).toList();
            this.texts = new PointerPointer<>(pointers.toArray(BytePointer[]::new));
            this.flags = new IntPointer(texts.size());
            this.ids = new IntPointer(texts.size());
            for (int i = 0; i < texts.size(); i++) {
                this.flags.put(i, 0);
                this.ids.put(i, i);
            }
        }

        HyperscanDatabase result(int code) {
            requireSuccess("compile", code);
            return new HyperscanDatabase(new hs_database_t(database.get()));
        }

        @Override
        public void close() {
            pointers.forEach(Pointer::close);
            texts.close();
            flags.close();
            ids.close();
            database.close();
            error.close();
        }
    }
}
