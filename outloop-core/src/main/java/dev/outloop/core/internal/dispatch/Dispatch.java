package dev.outloop.core.internal.dispatch;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Tenure;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.lease.LeasedAction;
import dev.outloop.error.ErrorCode;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;

/**
 * Puts requests on the wire, over HttpClient's connections but without its client: nothing follows redirects, retries,
 * keeps cookies, answers challenges, decompresses or asks for a proxy, because nothing there could.
 *
 * <p>Connections are kept apart by {@link Tenure}. Whoever built it closes it. Thread-safe; blocking.
 */
public final class Dispatch implements AutoCloseable {

    private static final long SWEEP_MILLIS = 5_000;

    private final Clock clock;
    private final NameLookup names;
    private final Supplier<TrustManager[]> runtimeTrust = new RuntimeTrust();
    private final Map<Tenure, Upstream> upstreams = new ConcurrentHashMap<>();
    private final AtomicLong sweptMillis;
    private volatile boolean closed;

    /** The clock measures how long connections idle. */
    public Dispatch(NameResolver resolver, Clock clock) {
        this.clock = clock;
        this.names = new NameLookup(resolver);
        this.sweptMillis = new AtomicLong(clock.millis());
    }

    /**
     * Uses up the attempt, sends the request and returns what the service answered, its body unread. The caller closes
     * it.
     *
     * @throws Stopped if there is no response; its effect says whether a byte was sent
     */
    public RawResponse dispatch(LeasedAction leased) throws Stopped {
        leased.attempt().claim();
        sweep();
        Binding binding = leased.admitted().binding();
        CallScope scope = leased.admitted().scope();
        Received received = exchange(binding, scope, leased);
        return new RawResponse(leased, received.status(), received.reason(), received.headers(), received.body());
    }

    /** Ends the binding's connections, running exchanges included. To be called once the binding has ended. */
    public void closeBinding(Binding binding) {
        Upstream upstream = upstreams.remove(binding.tenure());
        if (upstream != null) {
            upstream.close(ErrorCode.ACCESS_CHANGED);
        }
    }

    /**
     * Has the binding's next request trust what the service's file of certificates says by then. Exchanges that run go on
     * as they began.
     */
    public void readTrustAnew(Binding binding) {
        if (binding.service().network().trustedCertificates().isPresent()) {
            Upstream upstream = upstreams.remove(binding.tenure());
            if (upstream != null) {
                upstream.connections().retire();
            }
        }
    }

    /** Ends connections that idled for 30 seconds; happens by itself too, but only while calls are made. */
    public void closeIdle() {
        upstreams.values().forEach(upstream -> upstream.connections().closeIdle());
    }

    /** How many connections are open, idle ones included. */
    public int openConnections() {
        return upstreams.values().stream()
                .mapToInt(upstream -> upstream.connections().open())
                .sum();
    }

    @Override
    public void close() {
        closed = true;
        upstreams.values().forEach(upstream -> upstream.close(ErrorCode.BROKER_CLOSED));
        names.close();
    }

    private Received exchange(Binding binding, CallScope scope, LeasedAction leased) throws Stopped {
        try {
            return upstream(binding).exchange(leased.admitted().request(), leased::secret, scope);
        } finally {
            // A call that was late for the end of its binding leaves nothing of it behind. Before all calls in it know
            // of the
            // end, those that do not would take this for a failure of the service.
            if (binding.tenure().isOver()) {
                closeBinding(binding);
            }
        }
    }

    private Upstream upstream(Binding binding) throws Stopped {
        Upstream upstream;
        try {
            upstream = upstreams.computeIfAbsent(
                    binding.tenure(), key -> new Upstream(binding.service(), names, runtimeTrust, clock));
        } catch (IllegalArgumentException e) {
            throw new Stopped(
                    ErrorCode.UPSTREAM_UNTRUSTED,
                    Effect.NONE,
                    "The service's trusted certificates or allowed networks cannot be read, so nothing was sent. Ask"
                            + " the person who runs the broker to mend the service's definition.");
        }
        if (closed) {
            upstream.close(ErrorCode.BROKER_CLOSED);
        }
        return upstream;
    }

    private void sweep() {
        long now = clock.millis();
        long before = sweptMillis.get();
        if (Math.abs(now - before) >= SWEEP_MILLIS && sweptMillis.compareAndSet(before, now)) {
            closeIdle();
        }
    }
}
