package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that come while a response streams, whose they are, and what is counted. */
class LearningWhileStreamingTest {

    private static final String OWN = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final String FOREIGN = "fk-8Qe4ZrT1uYw7Lm3Kp9Xs5";

    @Test
    void aSecretLearntWhileAResponseStreamsIsCutFromThereOn() throws Exception {
        Exchange exchange = Exchange.holding(OWN);
        assertThat(read(exchange, List.of("a " + FOREIGN + " b ", "c " + FOREIGN + " d "), () -> {}))
                .isEqualTo("a " + FOREIGN + " b c " + FOREIGN + " d ");
        assertThat(read(
                        exchange,
                        List.of("a " + FOREIGN + " b ", "c \\u0066k-8Qe4ZrT1uYw7Lm3Kp9Xs5 d "),
                        () -> exchange.registry.learn("minted", Exchange.secret(FOREIGN), "globex")))
                .isEqualTo("a " + FOREIGN + " b c [redacted] d ");
    }

    @Test
    void anotherWorkspacesWordsAreLeftAndItsTokensAreCut() throws Exception {
        Exchange exchange = Exchange.holding(OWN);
        exchange.registry.learn("v:word", Exchange.secret("international-campaigns"), "globex");
        exchange.registry.learn("v:number", Exchange.secret("2026112420261124"), "globex");
        exchange.registry.learn("v:short", Exchange.secret("Xq7#Lm2!"), "globex");
        exchange.registry.learn("v:token", Exchange.secret(FOREIGN), "globex");
        byte[] body = Exchange.utf8("international-campaigns 2026112420261124 Xq7#Lm2! " + FOREIGN);
        assertThat(exchange.workspace("acme").run(body).body())
                .isEqualTo("international-campaigns 2026112420261124 Xq7#Lm2! [redacted]");
        assertThat(exchange.workspace("globex").run(body).body())
                .isEqualTo("[redacted] [redacted] [redacted] [redacted]");
    }

    @Test
    void cutsAreCountedByTheFormThatTheyHad() throws Exception {
        Exchange.Outcome outcome = Exchange.holding(OWN)
                .header("X-Echo", OWN)
                .run(Exchange.utf8(
                        OWN + " c2stT1VUTE9PUF9wcm9iZS9aeDkrS3E3PVZiM25NMndSOHRZNXVJ " + OWN.replace("/", "\\/")
                                + " " + OWN.replace("/", "%2f") + " " + OWN.replace("+", "&#x2B;") + " "
                                + OWN.replace("Zx", "Z\nx") + " " + OWN.substring(0, 38)));
        assertThat(outcome.kinds())
                .isEqualTo(Map.of(
                        "plain", 2L, "base64", 1L, "json", 1L, "percent", 1L, "entity", 1L, "wrapped", 1L, "part", 1L));
    }

    /** Runs the step between the first piece and the second. */
    private static String read(Exchange exchange, List<String> pieces, Runnable between) throws Exception {
        InputStream body = new InputStream() {
            private int given;

            @Override
            public int read() {
                throw new AssertionError("read in pieces");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (given == pieces.size()) {
                    return -1;
                }
                if (given == 1) {
                    between.run();
                }
                byte[] piece = Exchange.utf8(pieces.get(given++));
                System.arraycopy(piece, 0, target, offset, piece.length);
                return piece.length;
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RedactedResponse response = exchange.open(body)) {
            response.body().transferTo(out);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
