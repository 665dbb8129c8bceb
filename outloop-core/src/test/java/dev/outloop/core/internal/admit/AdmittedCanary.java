package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** An admitted action that has the canary wherever an agent or a configuration can put a value. */
public final class AdmittedCanary {

    private AdmittedCanary() {}

    public static AdmittedAction of(String id, String canary) {
        ActionDefinition action = ActionDefinition.builder("list", "GET", PathTemplate.parse("/items/{item}"))
                .parameter(ParameterDefinition.builder("item", ParameterLocation.PATH, ParameterType.STRING)
                        .build())
                .build();
        ServiceDefinition service = ServiceDefinition.builder("files", ServiceUrl.parse("https://api.example.com/v1"))
                .credential(CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART))
                .action(action)
                .build();
        Access access = Access.builder("sync", "files")
                .secret(SecretRef.parse("local:" + canary))
                .action("list")
                .workspace("acme", Map.of())
                .build();
        Workspace workspace = Workspace.of("acme", new Tenant("acme-corp"));
        Binding binding = new Binding(workspace, access, access.grants().get("acme"), service);
        CanonicalRequest request = new CanonicalRequest(
                "GET",
                service.url(),
                "/v1/items/" + canary,
                List.of(new QueryPair("q", canary)),
                List.of(new HttpField("X-Note", canary)),
                "application/json",
                ("{\"note\":\"" + canary + "\"}").getBytes(StandardCharsets.UTF_8));
        return new AdmittedAction(
                new CallScope(id),
                binding,
                new AgentRuntime("codex"),
                action,
                Map.of("item", canary),
                request,
                List.of());
    }
}
