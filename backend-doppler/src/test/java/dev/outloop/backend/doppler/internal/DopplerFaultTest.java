package dev.outloop.backend.doppler.internal;

import dev.outloop.action.NetworkRule;
import dev.outloop.backend.doppler.DopplerProvider;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultFault;
import dev.outloop.testkit.contract.VaultHttpContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Doppler keeps the contract of vaults over HTTP")
class DopplerFaultTest {

    @Nested
    @DisplayName("fetching one secret at a time")
    class One implements InMode {
        @Override
        public String fetch() {
            return "one";
        }

        @Override
        public Reply good(ReceivedRequest request, Canary value) {
            return FakeDoppler.json(200, Map.of("name", "API_KEY", "value", Map.of("computed", value.text())));
        }
    }

    @Nested
    @DisplayName("fetching all of a config")
    class Many implements InMode {
        @Override
        public String fetch() {
            return "many";
        }

        @Override
        public Reply good(ReceivedRequest request, Canary value) {
            return FakeDoppler.json(200, Map.of("API_KEY", value.text()), "ETag: \"1\"");
        }
    }

    interface InMode extends VaultHttpContract {
        String fetch();

        @Override
        default VaultBackendProvider provider() {
            return new DopplerProvider();
        }

        @Override
        default TestVaultContext configure(TestVaultContext context, String url, Canary token) {
            return context.with("url", url)
                    .with("fetch", fetch())
                    .withSecret("token", token.bytes())
                    .withHttp(address -> VaultHttpPorts.open(
                            context.vaultName(), address, NetworkRule.publicInternet(), context.clock()));
        }

        @Override
        default String path() {
            return "API_KEY";
        }

        @Override
        default String errorBody(int status, String marker) {
            return "{\"messages\":[\"" + marker + "\"],\"success\":false}";
        }

        /** A 5xx with JSON is Doppler's own and final. */
        @Override
        default ErrorCode expected(VaultFault fault, ReceivedRequest request) {
            boolean isOfServer = fault.equals(VaultFault.INTERNAL) || fault.equals(VaultFault.UNAVAILABLE);
            return isOfServer ? ErrorCode.VAULT_FAILED : fault.code();
        }
    }
}
