package dev.outloop.backend.onepassword;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultBackendContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The contract of vaults, kept with")
class OnePasswordContractTest {

    private final Canary token = Canary.random("connect-token");
    private FakeConnect connect;

    @BeforeEach
    void start() throws IOException {
        connect = FakeConnect.start(token.text());
    }

    @AfterEach
    void stop() {
        connect.close();
    }

    private TestVaultContext configured(TestVaultContext context) {
        return context.with("url", connect.server.url())
                .withSecret("token", token.bytes())
                .withHttp(url ->
                        VaultHttpPorts.open(context.vaultName(), url, NetworkRule.publicInternet(), context.clock()));
    }

    @Nested
    @DisplayName("fields")
    class Fields implements VaultBackendContract {

        @Override
        public VaultBackendProvider provider() {
            return new OnePasswordProvider();
        }

        @Override
        public TestVaultContext configure(TestVaultContext context) {
            return configured(context);
        }

        @Override
        public void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) {
            List<String> path = ref.segments();
            String text = new String(value, StandardCharsets.UTF_8);
            FakeItem item = connect.theVault(path.get(0)).item("API_CREDENTIAL", path.get(1));
            if (path.size() == 2) {
                item.field("credential", "", "credential", text);
            } else {
                item.field(path.get(2), text);
            }
        }

        /** Fields are text. */
        @Override
        public List<byte[]> values() {
            return VaultBackendContract.super.values().stream()
                    .filter(value -> Arrays.equals(
                            value, new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }
    }

    @Nested
    @DisplayName("files, which hold any bytes")
    class Files implements VaultBackendContract {

        @Override
        public VaultBackendProvider provider() {
            return new OnePasswordProvider();
        }

        @Override
        public TestVaultContext configure(TestVaultContext context) {
            return configured(context);
        }

        @Override
        public void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) {
            List<String> path = ref.segments();
            connect.theVault(path.get(0))
                    .item(path.size() == 2 ? "DOCUMENT" : "SECURE_NOTE", path.get(1))
                    .file("", path.get(path.size() - 1), value);
        }
    }
}
