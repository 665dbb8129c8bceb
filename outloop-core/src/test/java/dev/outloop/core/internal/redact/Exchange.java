package dev.outloop.core.internal.redact;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.action.ResponseFields;
import dev.outloop.action.ResponseHead;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.Redactor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Responses on their way through the stage, for tests; each run is a response of its own. */
final class Exchange {

    final SecretRegistry registry = new SecretRegistry(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofHours(1));
    private final List<String> checked = new ArrayList<>();
    private final List<HttpField> headers = new ArrayList<>();
    private final List<Redactor> redactors = new ArrayList<>();
    private ExchangeLimits limits = ExchangeLimits.defaults();
    private @Nullable Detectors detectors;
    private int status = 200;
    private boolean hasBody = true;
    private String workspace = "acme";
    private @Nullable ResponseFields fields;
    boolean closed;

    /** What came out. */
    record Outcome(
            ResponseHead head,
            String body,
            Exposure exposure,
            Optional<ErrorCode> failure,
            Map<String, Long> kinds,
            Map<String, Long> detections,
            long bytes) {
        long redactions() {
            return kinds.values().stream().mapToLong(Long::longValue).sum();
        }

        byte[] octets() {
            return body.getBytes(StandardCharsets.ISO_8859_1);
        }

        String utf8() {
            return new String(octets(), StandardCharsets.UTF_8);
        }
    }

    /** Learnt by the registry and given to the checker. */
    static Exchange holding(String... secrets) {
        Exchange exchange = new Exchange();
        for (String secret : secrets) {
            exchange.registry.learn("vault:" + secret, secret(secret));
            exchange.checked.add(secret);
        }
        return exchange;
    }

    /** Given to the checker alone, as if redaction had failed. */
    static Exchange unredacted(String... secrets) {
        Exchange exchange = new Exchange();
        exchange.checked.addAll(List.of(secrets));
        return exchange;
    }

    Exchange header(String name, String value) {
        headers.add(new HttpField(name, value));
        return this;
    }

    /** Whose responses they are. */
    Exchange workspace(String name) {
        workspace = name;
        return this;
    }

    Exchange detectors(Detectors detectors) {
        this.detectors = detectors;
        return this;
    }

    Exchange redactor(Redactor redactor) {
        redactors.add(redactor);
        return this;
    }

    Exchange limits(ExchangeLimits limits) {
        this.limits = limits;
        return this;
    }

    Exchange fields(ResponseFields fields) {
        this.fields = fields;
        return this;
    }

    Exchange status(int status, boolean hasBody) {
        this.status = status;
        this.hasBody = hasBody;
        return this;
    }

    RedactedResponse open(InputStream body) throws Stopped {
        return new Redact(registry, detectors, redactors).open(received(body));
    }

    /** What a stage of a test's own is given. */
    ReceivedResponse received(InputStream body) {
        List<Secret> values = new ArrayList<>();
        checked.forEach(secret -> values.add(secret(secret)));
        return new ReceivedResponse(
                workspace,
                "files",
                "status",
                status,
                headers,
                hasBody,
                body,
                limits,
                values,
                () -> ErrorCode.UPSTREAM_BROKEN,
                () -> closed = true,
                fields);
    }

    Outcome run(byte[] raw, int... splits) throws Stopped {
        return run(new Chunks(raw, splits));
    }

    Outcome runByteByByte(byte[] raw) throws Stopped {
        int[] splits = new int[raw.length];
        for (int i = 0; i < splits.length; i++) {
            splits[i] = i;
        }
        return run(raw, splits);
    }

    Outcome run(InputStream raw) throws Stopped {
        try (RedactedResponse response = open(raw)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[777];
            try {
                for (int count; (count = response.body().read(buffer)) >= 0; ) {
                    out.write(buffer, 0, count);
                }
            } catch (IOException e) {
                if (!e.getMessage().startsWith(response.failure().orElseThrow().name())) {
                    throw new AssertionError("the message does not start with the code");
                }
            }
            return new Outcome(
                    response.head(),
                    out.toString(StandardCharsets.ISO_8859_1),
                    response.exposure(),
                    response.failure(),
                    response.redactions(),
                    response.detections(),
                    response.bodyBytes());
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Secret secret(String text) {
        return Secret.copyOf(utf8(text));
    }

    /** Gives an array in pieces that end at the splits. */
    static final class Chunks extends InputStream {
        private final byte[] bytes;
        private final int[] splits;
        private int at;

        Chunks(byte[] bytes, int... splits) {
            this.bytes = bytes;
            this.splits = splits;
        }

        @Override
        public int read() {
            return at == bytes.length ? -1 : bytes[at++] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int end = bytes.length;
            for (int split : splits) {
                if (split > at) {
                    end = Math.min(end, split);
                    break;
                }
            }
            int count = Math.min(length, end - at);
            System.arraycopy(bytes, at, target, offset, count);
            at += count;
            return count;
        }
    }
}
