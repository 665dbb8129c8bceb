package dev.outloop.benchmarks;

import static java.util.Map.entry;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.redact.Redact;
import dev.outloop.core.internal.redact.RedactedResponse;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.Redactor;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The redact stage without a network before it. Its way in is a response that came from dispatch, which only dispatch
 * can make; the entry behind that is package-private, hence reflection.
 */
final class RedactStage {

    private static final String RECEIVED = "dev.outloop.core.internal.redact.ReceivedResponse";

    private static final ExchangeLimits LIMITS = ExchangeLimits.builder()
            .deadline(Duration.ofHours(1))
            .maxResponseBodyBytes(Long.MAX_VALUE)
            .build();

    private final Redact redact;
    private final Constructor<?> received;
    private final RecordComponent[] components;
    private final Method open;

    RedactStage(SecretRegistry registry, List<Redactor> redactors) throws ReflectiveOperationException {
        Class<?> type = Class.forName(RECEIVED);
        this.redact = new Redact(registry, null, redactors);
        this.components = type.getRecordComponents();
        this.received = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        this.open = Redact.class.getDeclaredMethod("open", type);
        received.setAccessible(true);
        open.setAccessible(true);
    }

    /** A response of that media type, in no coding; the checker looks for the values. */
    RedactedResponse open(String mediaType, InputStream body, Collection<Secret> values)
            throws ReflectiveOperationException {
        Map<String, Object> parts = Map.ofEntries(
                entry("workspace", "acme"),
                entry("service", "files"),
                entry("action", "item"),
                entry("status", 200),
                entry("headers", List.of(new HttpField("Content-Type", mediaType))),
                entry("hasBody", true),
                entry("body", body),
                entry("limits", LIMITS),
                entry("values", values),
                entry("whyBroken", (Supplier<ErrorCode>) () -> ErrorCode.UPSTREAM_BROKEN),
                entry("close", (Runnable) () -> {}));
        Object response = received.newInstance(Arrays.stream(components)
                .map(component -> part(parts, component))
                .toArray());
        return (RedactedResponse) open.invoke(redact, response);
    }

    /** No fields are declared; everything else is given. */
    private static @Nullable Object part(Map<String, Object> parts, RecordComponent component) {
        if (component.getName().equals("fields")) {
            return null;
        }
        Object part = parts.get(component.getName());
        if (part == null) {
            throw new IllegalStateException(RECEIVED + " has a part that the benchmark does not give: " + component);
        }
        return part;
    }
}
