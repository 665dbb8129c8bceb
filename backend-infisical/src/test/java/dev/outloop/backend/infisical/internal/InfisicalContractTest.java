package dev.outloop.backend.infisical.internal;

import dev.outloop.action.NetworkRule;
import dev.outloop.backend.infisical.InfisicalProvider;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class InfisicalContractTest {

    @Nested
    @DisplayName("A server with v4")
    class WithV4 extends Contract {}

    @Nested
    @DisplayName("A server with v3 alone")
    class WithV3 extends Contract {
        @BeforeEach
        void age() {
            infisical.hasV4 = false;
        }
    }

    abstract static class Contract implements VaultListingContract {

        FakeInfisical infisical;

        @BeforeEach
        void start() throws Exception {
            infisical = new FakeInfisical();
        }

        @AfterEach
        void stop() {
            infisical.close();
        }

        @Override
        public VaultBackendProvider provider() {
            return new InfisicalProvider();
        }

        @Override
        public TestVaultContext configure(TestVaultContext context) {
            return context.with("url", infisical.server.url())
                    .with("project", FakeInfisical.PROJECT)
                    .with("environment", FakeInfisical.ENVIRONMENT)
                    .with("path", "/apps/agent")
                    .with("client-id", FakeInfisical.CLIENT_ID)
                    .withSecret("client-secret", infisical.clientSecret.bytes())
                    .withHttp(url -> VaultHttpPorts.open(
                            context.vaultName(), url, NetworkRule.publicInternet(), context.clock()));
        }

        @Override
        public void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) {
            List<String> segments = ref.segments();
            int last = segments.size() - 1;
            String folder = Place.folder(List.of("apps", "agent"), segments.subList(0, last));
            infisical.keep(folder, segments.get(last), new String(value, StandardCharsets.UTF_8));
        }

        /** Infisical keeps text. */
        @Override
        public List<byte[]> values() {
            return VaultListingContract.super.values().stream().skip(1).toList();
        }
    }
}
