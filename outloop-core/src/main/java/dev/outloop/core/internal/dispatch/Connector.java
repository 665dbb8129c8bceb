package dev.outloop.core.internal.dispatch;

import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.io.DetachedSocketFactory;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Opens connections to one service: resolves, checks every address, connects to those checked, shakes hands. */
final class Connector {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_ADDRESSES = 4;

    private final ServiceUrl url;
    private final NameLookup names;
    private final AddressRule addresses;
    private final Lookup<TlsSocketStrategy> tls;
    private final DetachedSocketFactory sockets;

    private Connector(
            ServiceDefinition service,
            NameLookup names,
            Supplier<TrustManager[]> ofRuntime,
            DetachedSocketFactory sockets) {
        this.sockets = sockets;
        this.url = service.url();
        this.names = names;
        this.addresses = AddressRule.of(service);
        this.tls = tls(service, ofRuntime);
    }

    /** @throws IllegalArgumentException if the service's network rule cannot be used */
    static Connector ofService(ServiceDefinition service, NameLookup names, Supplier<TrustManager[]> ofRuntime) {
        return new Connector(service, names, ofRuntime, Connector::socket);
    }

    /**
     * One whose connections are closed when the thread that uses them is interrupted.
     *
     * @throws IllegalArgumentException if the service's network rule cannot be used
     */
    static Connector interruptible(ServiceDefinition service, NameLookup names, Supplier<TrustManager[]> ofRuntime) {
        return new Connector(service, names, ofRuntime, Connector::interruptibleSocket);
    }

    /** Connects it, or fails with the network's own exception; the call's stop ends it. */
    void connect(ServiceConnection connection, CallScope scope) throws IOException {
        new DefaultHttpClientConnectionOperator(sockets, null, new GuardedNames(scope), tls)
                .connect(
                        connection,
                        new HttpHost(url.scheme(), bareHost(), url.port()),
                        null,
                        (InetSocketAddress) null,
                        Timeout.of(PATIENCE),
                        SocketConfig.DEFAULT,
                        null,
                        HttpClientContext.create());
    }

    /** Without a proxy even where the Java runtime was told of one: a socket left to itself would ask for it. */
    private static Socket socket(@Nullable Proxy proxy) {
        return new Socket(Proxy.NO_PROXY);
    }

    /** A channel's; the Java runtime has no proxies for those. */
    private static Socket interruptibleSocket(@Nullable Proxy proxy) throws IOException {
        return SocketChannel.open().socket();
    }

    private String bareHost() {
        String host = url.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static Lookup<TlsSocketStrategy> tls(ServiceDefinition service, Supplier<TrustManager[]> ofRuntime) {
        if (service.url().scheme().equals("http")) {
            return scheme -> null;
        }
        ServiceTls tls = new ServiceTls(service.network()
                .trustedCertificates()
                .map(TrustedCertificates::fromFile)
                .orElseGet(ofRuntime));
        return scheme -> tls;
    }

    /** The address guard stands where HttpClient takes its addresses from, so there is no way round it. */
    private final class GuardedNames implements DnsResolver {

        private final CallScope scope;

        GuardedNames(CallScope scope) {
            this.scope = scope;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            InetAddress[] found = names.resolve(host, scope, PATIENCE);
            addresses.requireAllowed(found);
            return found.length <= MAX_ADDRESSES ? found : Arrays.copyOf(found, MAX_ADDRESSES);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
