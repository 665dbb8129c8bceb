package dev.outloop.core.contract;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.testkit.contract.VaultHttpContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.util.List;

/** What the contract has to know of {@link TokenVault}. */
interface TokenVaultContract extends VaultHttpContract {

    Canary SESSION = Canary.random("session");

    @Override
    default TestVaultContext configure(TestVaultContext context, String url, Canary token) {
        return context.with("url", url)
                .withSecret("token", token.bytes())
                .withHttp(of -> VaultHttpPorts.open("contract", of, NetworkRule.publicInternet(), context.clock()));
    }

    @Override
    default String path() {
        return "name";
    }

    @Override
    default Reply good(ReceivedRequest request, Canary value) {
        return request.target().equals("/login")
                ? Reply.status(200, "{\"session\":\"" + SESSION.text() + "\"}")
                : Reply.status(200, "{\"value\":\"" + value.text() + "\"}");
    }

    @Override
    default List<Canary> planted() {
        return List.of(SESSION);
    }
}
