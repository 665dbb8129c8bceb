package dev.outloop.backend.onepassword;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultFault;
import dev.outloop.testkit.contract.VaultHttpContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Faults of the server, in each answer for")
class ServerFaultsTest {

    private static final String VAULT = Ids.next();
    private static final String ITEM = Ids.next();
    private static final String FILE = Ids.next();
    private static final String JSON = "Content-Type: application/json";

    /** What both have in common. */
    private abstract static class Faults implements VaultHttpContract {

        @Override
        public VaultBackendProvider provider() {
            return new OnePasswordProvider();
        }

        @Override
        public TestVaultContext configure(TestVaultContext context, String url, Canary token) {
            return context.with("url", url)
                    .withSecret("token", token.bytes())
                    .withHttp(to -> VaultHttpPorts.open(
                            context.vaultName(), to, NetworkRule.publicInternet(), context.clock()));
        }

        @Override
        public Reply good(ReceivedRequest request, Canary value) {
            String target = request.target();
            if (target.equals("/v1/vaults")) {
                return Reply.status(200, "[{\"id\":\"" + VAULT + "\",\"name\":\"v\"}]", JSON);
            }
            if (target.contains("?filter=")) {
                return Reply.status(200, "[{\"id\":\"" + ITEM + "\",\"title\":\"i\"}]", JSON);
            }
            return Reply.status(
                    200,
                    "{\"id\":\"" + ITEM + "\",\"title\":\"i\",\"vault\":{\"id\":\"" + VAULT + "\"},\"version\":3,"
                            + "\"fields\":[{\"id\":\"f\",\"type\":\"CONCEALED\",\"label\":\"key\",\"value\":\""
                            + value.text() + "\"}],\"files\":[{\"id\":\"" + FILE + "\",\"name\":\"key.pem\",\"size\":"
                            + value.bytes().length + "}]}",
                    JSON);
        }

        @Override
        public String errorBody(int status, String marker) {
            return "{\"status\":" + status + ",\"message\":\"" + marker + "\"}";
        }

        /** Vaults are always there to be listed, so a server without that list is none. */
        @Override
        public ErrorCode expected(VaultFault fault, ReceivedRequest request) {
            return fault.equals(VaultFault.NOT_FOUND) && request.target().equals("/v1/vaults")
                    ? ErrorCode.VAULT_FAILED
                    : fault.code();
        }
    }

    @Nested
    @DisplayName("a field:")
    class OfAField extends Faults {
        @Override
        public String path() {
            return "v/i/key";
        }
    }
}
