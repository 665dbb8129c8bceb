package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KnownSecretsTest {

    private static final String VALUE = "sk-known/9f8e+7d6c=";
    private static final byte[] TEXT = Exchange.utf8("ab " + VALUE + " cd sk-kn");

    @Test
    void placesAreTheSameHoweverTheBufferLies() {
        byte[] wide = new byte[TEXT.length + 10];
        System.arraycopy(TEXT, 0, wide, 7, TEXT.length);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(wide.length).put(wide).position(7).limit(7 + TEXT.length);
        List<ByteBuffer> buffers = List.of(
                ByteBuffer.wrap(TEXT),
                ByteBuffer.wrap(wide, 7, TEXT.length),
                ByteBuffer.wrap(wide, 5, TEXT.length + 2).slice().position(2),
                ByteBuffer.wrap(wide, 7, TEXT.length).asReadOnlyBuffer(),
                direct);
        for (ByteBuffer buffer : buffers) {
            int position = buffer.position();
            List<String> found = new ArrayList<>();
            try (Redactor.Scanner scanner = known().open(context())) {
                assertThat(scanner.scan(buffer, false, recording(found))).isEqualTo(TEXT.length - 5);
            }
            assertThat(found).containsExactly("3-22 plain");
            assertThat(buffer.position()).isEqualTo(position);
        }
    }

    @Test
    void theLongestValueMayWaitAsAWhole() throws Exception {
        StringBuilder value = new StringBuilder();
        Random random = new Random(20261124);
        while (value.length() < SecretRegistry.MAX_VALUE_BYTES) {
            value.append((char) ('!' + random.nextInt(90)));
        }
        Exchange exchange = Exchange.unredacted();
        exchange.registry.learn("v:long", Exchange.secret(value.toString()));
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        for (String spelt : List.of(value.toString(), escaped.toString())) {
            byte[] raw = Exchange.utf8("<" + spelt + ">");
            assertThat(exchange.run(raw, raw.length - 2).body()).isEqualTo("<[redacted]>");
        }
    }

    private static KnownSecrets known() {
        SecretRegistry registry = new SecretRegistry(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofHours(1));
        registry.learn("key", Exchange.secret(VALUE));
        return new KnownSecrets(registry::patterns, "acme");
    }

    private static ResponseContext context() {
        return ResponseContext.of("files", "status", 200, "text/plain");
    }

    private static Redactor.Spans recording(List<String> found) {
        return new Redactor.Spans() {
            @Override
            public void cut(int from, int to, String kind) {
                found.add(from + "-" + to + " " + kind);
            }

            @Override
            public void open(int from, String kind) {
                found.add("open");
            }

            @Override
            public void end(int to) {
                found.add("end");
            }
        };
    }
}
