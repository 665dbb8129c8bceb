package dev.outloop.benchmarks;

import dev.outloop.core.internal.redact.RedactedResponse;
import dev.outloop.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A whole response through the redact stage, read by a handler in chunks of 8 KiB. */
final class StageArm implements SearchArm {

    private final RedactStage stage;
    private final byte[] text;
    private final List<Secret> values;
    private final byte[] buffer = new byte[8 * 1024];
    private long finds;

    /** The checker looks for the values, which stay the caller's. */
    StageArm(RedactStage stage, byte[] text, List<Secret> values) {
        this.stage = stage;
        this.text = text;
        this.values = values;
    }

    @Override
    public void call() throws Exception {
        try (RedactedResponse response = stage.open("application/json", new ByteArrayInputStream(text), values)) {
            if (drain(response.body()) == 0) {
                throw new IOException("nothing came");
            }
            finds = response.redactions().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {}

    private long drain(InputStream body) throws IOException {
        long total = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            total += count;
        }
        return total;
    }
}
