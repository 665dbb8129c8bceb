package dev.outloop.testkit.contract;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.PolicyInput;
import dev.outloop.secret.SecretRef;
import dev.outloop.testkit.fake.TestClock;
import java.util.Map;

/** Ready inputs for evaluators. */
public final class PolicyInputs {

    private PolicyInputs() {}

    /** A reading request of the workspace {@code acme} under the alias {@code crm}. */
    public static PolicyInput sample() {
        return sample("GET", Map.of()).build();
    }

    /** A request of the workspace {@code acme} under the alias {@code crm}, to be changed further. */
    public static PolicyInput.Builder sample(String method, Map<String, String> parameters) {
        ActionDefinition action = ActionDefinition.builder("items", method, PathTemplate.parse("/items"))
                .build();
        ServiceDefinition service = ServiceDefinition.builder("tables", ServiceUrl.parse("https://api.example.com/v0"))
                .credential(CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART))
                .action(action)
                .build();
        Access access = Access.builder("crm", "tables")
                .secret(SecretRef.parse("local:crm-key"))
                .action(Access.EVERY_ACTION)
                .runtime("claude-code")
                .workspace("acme", Map.of())
                .build();
        return PolicyInput.builder()
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("claude-code"))
                .access(access)
                .action(service, action)
                .parameters(parameters)
                .time(TestClock.START);
    }
}
