package dev.outloop.testkit;

import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.RecordingListener;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link TestClock}, {@link InMemoryVault}, {@link RecordingAuditSink}, {@link RecordingListener},
 * {@link LoopbackServer} or {@link Canary} as a parameter, one of each for a test and its set-up, and closes them
 * afterwards.
 *
 * <pre>{@code
 * @ExtendWith(OutloopExtension.class)
 * class MyBrokerTest {
 *     @Test
 *     void sendsTheKey(InMemoryVault vault, LoopbackServer api, Canary key) { ... }
 * }
 * }</pre>
 */
public final class OutloopExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(OutloopExtension.class);

    private static final Map<Class<?>, Supplier<Object>> PARTS = Map.of(
            TestClock.class, TestClock::create,
            InMemoryVault.class, InMemoryVault::create,
            RecordingAuditSink.class, RecordingAuditSink::create,
            RecordingListener.class, RecordingListener::new,
            LoopbackServer.class, OutloopExtension::startServer,
            Canary.class, () -> Canary.random("outloop"));

    /** For JUnit. */
    public OutloopExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARTS.containsKey(parameter.getParameter().getType());
    }

    /** The store closes what it holds when the test it belongs to is over. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return context.getStore(NAMESPACE).getOrComputeIfAbsent(type, OutloopExtension::create);
    }

    private static Object create(Class<?> type) {
        Supplier<Object> part = PARTS.get(type);
        if (part == null) {
            throw new IllegalArgumentException("no part of type " + type);
        }
        return part.get();
    }

    private static LoopbackServer startServer() {
        try {
            return LoopbackServer.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
