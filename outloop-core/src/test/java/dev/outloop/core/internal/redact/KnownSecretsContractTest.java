package dev.outloop.core.internal.redact;

import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.secret.Secret;
import dev.outloop.spi.Redactor;
import dev.outloop.testkit.contract.RedactorContract;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The redactor of known secrets keeps the contract")
class KnownSecretsContractTest implements RedactorContract {

    private static final String VALUE = "sk-known/9f8e+7d6c=";

    private final SecretRegistry registry = new SecretRegistry(Clock.systemUTC(), Duration.ofHours(1));

    KnownSecretsContractTest() {
        registry.learn("key", Secret.copyOf(VALUE.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Redactor redactor() {
        return new KnownSecrets(registry::patterns, "acme");
    }

    @Override
    public List<byte[]> samples() {
        byte[] value = VALUE.getBytes(StandardCharsets.UTF_8);
        return List.of(
                bytes("nothing here"),
                bytes("{\"key\":\"" + VALUE + "\",\"again\":\"" + VALUE + VALUE + "\"}"),
                bytes("x" + Base64.getEncoder().encodeToString(bytes("user:" + VALUE)) + "y"),
                bytes("hex " + HexFormat.of().formatHex(value) + " end"),
                bytes("sk-known/9f8e+7d6sk-known/9f8e+7d6c=="));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
