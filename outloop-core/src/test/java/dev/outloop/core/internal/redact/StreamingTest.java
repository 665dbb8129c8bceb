package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Exposure;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamingTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";

    @Test
    void anEventIsReleasedBeforeTheNextArrives() throws Exception {
        Events wire = new Events("data: {\"n\": 1}\n\n", "data: " + SECRET + "\n\n", "data: %41 \\u0041 x\n\n");
        try (RedactedResponse response = Exchange.holding(SECRET).open(wire)) {
            assertThat(read(response)).isEqualTo("data: {\"n\": 1}\n\n");
            assertThat(wire.given).isEqualTo(1);
            assertThat(read(response)).isEqualTo("data: [redacted]\n\n");
            assertThat(wire.given).isEqualTo(2);
            assertThat(read(response)).isEqualTo("data: %41 \\u0041 x\n\n");
            assertThat(wire.given).isEqualTo(3);
            assertThat(response.exposure()).isEqualTo(Exposure.NOT_CHECKED);
            assertThat(response.body().read()).isEqualTo(-1);
            assertThat(response.exposure()).isEqualTo(Exposure.NONE_FOUND);
            assertThat(response.redactions()).containsOnly(Map.entry("plain", 1L));
        }
    }

    @Test
    void onlyATailThatMayBeginASecretWaits() throws Exception {
        Events wire = new Events("data: sk-OUT", "SIDE\n\n");
        try (RedactedResponse response = Exchange.holding(SECRET).open(wire)) {
            assertThat(read(response)).isEqualTo("data: ");
            assertThat(read(response)).isEqualTo("sk-OUTSIDE\n\n");
        }
    }

    @Test
    void anExchangeThatBreaksShowsNoUndecidedByte() throws Exception {
        InputStream wire = new Events("data: 1\n", "sk-OUTLOOP_pro") {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                if (count < 0) {
                    throw new IOException("reset with " + SECRET);
                }
                return count;
            }
        };
        Exchange.Outcome outcome = Exchange.holding(SECRET).run(wire);
        assertThat(outcome.body()).isEqualTo("data: 1\n");
        assertThat(outcome.failure()).contains(ErrorCode.UPSTREAM_BROKEN);
        assertThat(outcome.exposure()).isEqualTo(Exposure.NOT_CHECKED);
    }

    @Test
    void aBodyThatIsGivenUpIsNotChecked() throws Exception {
        Exchange exchange = Exchange.holding(SECRET);
        RedactedResponse response = exchange.open(new Events("one", "two"));
        assertThat(read(response)).isEqualTo("one");
        response.close();
        response.close();
        assertThat(exchange.closed).isTrue();
        assertThat(response.exposure()).isEqualTo(Exposure.NOT_CHECKED);
        assertThatThrownBy(() -> response.body().read()).isInstanceOf(IOException.class);
    }

    @Test
    void aFailureIsToldAgainAtEveryRead() throws Exception {
        try (RedactedResponse response = Exchange.unredacted(SECRET).open(new Events(SECRET))) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> response.body().read())
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("RESPONSE_WITHHELD")
                        .hasMessageNotContaining(SECRET)
                        .hasNoCause();
            }
        }
    }

    @Test
    void aRuntimeFailureOfTheWireReleasesNothing() throws Exception {
        InputStream wire = new InputStream() {
            @Override
            public int read() {
                throw new IllegalStateException("broken");
            }
        };
        try (RedactedResponse response = Exchange.holding(SECRET).open(wire)) {
            assertThatThrownBy(() -> response.body().read()).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> response.body().read()).hasMessageStartingWith("RESPONSE_WITHHELD");
        }
    }

    @Test
    void whatTheRegistryKnowsIsCutWhoeverItBelongsTo() throws Exception {
        Exchange exchange = Exchange.holding(SECRET);
        exchange.registry.learn("other:workspace", Exchange.secret("another-workspaces-value"));
        exchange.registry.learn("vault:token", Exchange.secret("connect-token-of-a-vault"));
        exchange.registry.learn("vault:" + SECRET, Exchange.secret("value-after-rotation"));
        assertThat(exchange.run(Exchange.utf8(
                                SECRET + " value-after-rotation another-workspaces-value connect-token-of-a-vault"))
                        .body())
                .isEqualTo("[redacted] [redacted] [redacted] [redacted]");
    }

    @Test
    void aResponseIsWithheldOnceTheRegistryIsClosed() throws Exception {
        Exchange exchange = Exchange.holding(SECRET);
        try (RedactedResponse response = exchange.open(new Events("one", "two"))) {
            assertThat(read(response)).isEqualTo("one");
            exchange.registry.close();
            assertThatThrownBy(() -> response.body().read()).hasMessageStartingWith("RESPONSE_WITHHELD");
        }
        assertThatThrownBy(() -> exchange.header("A", "b").open(new Events("one")))
                .isInstanceOfSatisfying(
                        Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD));
    }

    private static String read(RedactedResponse response) throws IOException {
        byte[] buffer = new byte[1000];
        int count = response.body().read(buffer);
        return new String(buffer, 0, count, StandardCharsets.UTF_8);
    }

    /** Gives one piece a read. */
    private static class Events extends InputStream {
        private final List<String> events;
        private int given;

        Events(String... events) {
            this.events = List.of(events);
        }

        @Override
        public int read() {
            throw new AssertionError("read in pieces");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (given == events.size()) {
                return -1;
            }
            byte[] bytes = events.get(given++).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(bytes, 0, target, offset, bytes.length);
            return bytes.length;
        }
    }
}
