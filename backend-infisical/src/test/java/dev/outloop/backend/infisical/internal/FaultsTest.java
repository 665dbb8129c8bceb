package dev.outloop.backend.infisical.internal;

import dev.outloop.action.NetworkRule;
import dev.outloop.backend.infisical.InfisicalProvider;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultFault;
import dev.outloop.testkit.contract.VaultHttpContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

class FaultsTest {

    @Nested
    @DisplayName("A vault with an identity")
    class ByIdentity implements Contract {}

    @Nested
    @DisplayName("A vault with a token")
    class ByToken implements Contract {
        @Override
        public TestVaultContext credential(TestVaultContext context, Canary token) {
            return context.withSecret("token", token.bytes());
        }
    }

    interface Contract extends VaultHttpContract {

        Canary SESSION = Canary.random("session");

        @Override
        default VaultBackendProvider provider() {
            return new InfisicalProvider();
        }

        default TestVaultContext credential(TestVaultContext context, Canary token) {
            return context.with("client-id", "c-1").withSecret("client-secret", token.bytes());
        }

        @Override
        default TestVaultContext configure(TestVaultContext context, String url, Canary token) {
            return credential(context, token)
                    .with("url", url)
                    .with("project", "p-1")
                    .with("environment", "dev")
                    .withHttp(of -> VaultHttpPorts.open("contract", of, NetworkRule.publicInternet(), context.clock()));
        }

        @Override
        default String path() {
            return "apps/KEY";
        }

        @Override
        default Reply good(ReceivedRequest request, Canary value) {
            return request.method().equals("POST")
                    ? Reply.status(200, "{\"accessToken\":\"" + SESSION.text() + "\",\"expiresIn\":7200}")
                    : Reply.status(
                            200,
                            "{\"secret\":{\"secretKey\":\"KEY\",\"secretValue\":\"" + value.text()
                                    + "\",\"secretPath\":\"/apps\",\"environment\":\"dev\",\"type\":\"shared\","
                                    + "\"secretValueHidden\":false,\"version\":1}}");
        }

        @Override
        default String errorBody(int status, String marker) {
            return "{\"reqId\":\"" + marker + "\",\"statusCode\":" + status + ",\"message\":\"" + marker
                    + "\",\"error\":\"" + marker + "\"}";
        }

        /** A log-in that does not exist is no secret that does not. */
        @Override
        default ErrorCode expected(VaultFault fault, ReceivedRequest request) {
            return fault == VaultFault.NOT_FOUND && request.method().equals("POST")
                    ? ErrorCode.VAULT_FAILED
                    : fault.code();
        }

        @Override
        default List<Canary> planted() {
            return List.of(SESSION);
        }
    }
}
