package dev.outloop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.RecordingListener;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;

@ExtendWith(OutloopExtension.class)
class OutloopExtensionTest {

    private InMemoryVault fromSetUp;

    @BeforeEach
    void setUp(InMemoryVault vault) {
        fromSetUp = vault;
    }

    @Test
    void givesSetUpAndTestTheSameParts(InMemoryVault vault) {
        assertThat(vault).isSameAs(fromSetUp);
    }

    @Test
    void givesEveryPart(
            TestClock clock, RecordingAuditSink sink, RecordingListener listener, LoopbackServer server, Canary key) {
        assertThat(clock.instant()).isEqualTo(TestClock.START);
        assertThat(sink.records()).isEmpty();
        assertThat(listener.events()).isEmpty();
        assertThat(server.port()).isPositive();
        assertThat(key.text()).startsWith("outloop-");
    }

    @Test
    void closesTheServerAfterTheTest() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(KeepsThePort.class))
                .execute()
                .testEvents()
                .assertStatistics(stats -> stats.started(1).succeeded(1));
        int port = Integer.getInteger(KeepsThePort.PORT);
        System.clearProperty(KeepsThePort.PORT);
        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @ExtendWith(OutloopExtension.class)
    static class KeepsThePort {
        static final String PORT = "outloop.test.port";

        @Test
        void test(LoopbackServer server) throws Exception {
            new Socket(InetAddress.getLoopbackAddress(), server.port()).close();
            System.setProperty(PORT, Integer.toString(server.port()));
        }
    }
}
