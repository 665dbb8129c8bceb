package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Ports to servers of this machine, and requests that have time. */
final class Ports {

    static final TestClock CLOCK = TestClock.create();

    private Ports() {}

    static VaultPort to(LoopbackServer server) throws VaultException {
        return to(server.url(), NetworkRule.publicInternet(), NameResolver.system());
    }

    static VaultPort to(String url, NetworkRule network, NameResolver names) throws VaultException {
        return VaultPort.open("team", url, network, names, CLOCK);
    }

    static VaultHttpRequest get(String... segments) {
        return within(VaultHttpRequest.get(segments), Duration.ofSeconds(30));
    }

    static VaultHttpRequest within(VaultHttpRequest.Builder request, Duration time) {
        return request.deadline(CLOCK.in(time)).build();
    }

    static VaultException failure(VaultPort port, VaultHttpRequest request) {
        return catchThrowableOfType(
                VaultException.class, () -> port.send(request).close());
    }

    static byte[] bytes(Secret secret) {
        return secret.toByteArray(InsecureSecretAccess.get());
    }

    static String text(Secret secret) {
        return new String(bytes(secret), StandardCharsets.UTF_8);
    }

    static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }
}
