package dev.outloop.benchmarks;

import dev.outloop.core.internal.secrets.PatternSet;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A registry that knows as many made-up secrets as it takes for a number of patterns. */
final class MadeUpSecrets implements AutoCloseable {

    private static final String BASE62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    // Nothing is kept of a value that was replaced, so that replacing shows what a removal costs.
    private final SecretRegistry registry = new SecretRegistry(Clock.systemUTC(), Duration.ZERO);
    private final Random random = new Random(20260102);
    private final List<byte[]> values = new ArrayList<>();

    static MadeUpSecrets of(int patterns) {
        MadeUpSecrets secrets = new MadeUpSecrets();
        while (secrets.patterns().size() < patterns) {
            secrets.learnOne();
        }
        return secrets;
    }

    /** The same without asking for the patterns after each. */
    static MadeUpSecrets ofSecrets(int count) {
        MadeUpSecrets secrets = new MadeUpSecrets();
        for (int i = 0; i < count; i++) {
            secrets.learnOne();
        }
        return secrets;
    }

    SecretRegistry registry() {
        return registry;
    }

    PatternSet patterns() {
        return registry.patterns();
    }

    List<byte[]> values() {
        return values;
    }

    /** One more, under a name of its own. */
    void learnOne() {
        byte[] value = next().getBytes(StandardCharsets.US_ASCII);
        learn("vault:" + values.size(), value);
        values.add(value);
    }

    /** Another value for the first one, whose patterns go. */
    void replaceFirst() {
        learn("vault:0", next().getBytes(StandardCharsets.US_ASCII));
    }

    /** Puts some of the values into the text, one every 256 KiB; returns how many. */
    int plantIn(byte[] text) {
        int planted = 0;
        for (int at = text.length / 3; at + 128 < text.length; at += 256 * 1024) {
            byte[] value = values.get(planted % values.size());
            System.arraycopy(value, 0, text, at, value.length);
            planted++;
        }
        return planted;
    }

    @Override
    public void close() {
        registry.close();
    }

    private void learn(String key, byte[] value) {
        try (Secret secret = Secret.copyOf(value)) {
            registry.learn(key, secret);
        }
    }

    /** Shaped as vendors' keys are: some with prefixes that all of a kind share, some with characters that encoders escape. */
    private String next() {
        return switch (random.nextInt(5)) {
            case 0 -> "sk-live-" + Records.characters(random, BASE62, 40);
            case 1 ->
                "pat" + Records.characters(random, BASE62, 14) + "."
                        + Records.characters(random, "0123456789abcdef", 64);
            case 2 -> Records.characters(random, "0123456789abcdef", 40);
            case 3 -> Records.characters(random, BASE62 + "+/", 43) + "=";
            default -> Records.characters(random, BASE62, 24 + random.nextInt(24));
        };
    }
}
