package dev.outloop.core;

import dev.outloop.action.Access;
import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import dev.outloop.secret.SecretRef;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;

/** Random requests, among which every check of an access has something to refuse. */
final class PolicyRequests {

    private static final String YAML = """
            version: 1
            vaults: { memory: { backend: keystore, path: unused.p12 } }
            services:
              files:
                url: "http://127.0.0.1:PORT"
                credential: bearer
                pins: { tenant: {} }
                actions:
                  item:
                    method: GET
                    path: "/{tenant}/{id}"
                    params:
                      id: { in: path, type: string, max: 8, audit: value }
                      limit: { in: query, type: integer, min: 1, max: 9, required: false }
                  special: { method: GET, path: "/{tenant}/special" }
                  pay:
                    method: POST
                    path: "/{tenant}/pay"
                    params:
                      amount: { in: body, type: integer, required: false }
                      urgent: { in: body, type: boolean, required: false, audit: value }
              open:
                url: "http://127.0.0.1:PORT/open"
                credential: bearer
                actions:
                  look: { method: GET, path: /look }
                  put: { method: PUT, path: "/put/{name}", params: { name: { in: path, type: string } } }
            workspaces: { acme: { tenant: acme-corp }, globex: { tenant: globex-inc } }
            access:
              - { alias: files, service: files, secret: "memory:key", actions: [item, pay], workspaces: { acme: { pins: { tenant: t-1 } }, globex: { pins: { tenant: t-2 } } } }
              - { alias: reading, service: files, secret: "memory:key", actions: ["*"], runtimes: [codex], read-only: true, workspaces: { acme: { pins: { tenant: t-1 } } } }
              - { alias: ending, service: open, secret: "memory:key", actions: ["*"], expires: "2026-01-02T03:05:00Z", workspaces: { acme: {} } }
            """;

    private final String workspace;
    private final String runtime;
    private final String alias;
    private final String action;
    private final Map<String, Object> parameters = new LinkedHashMap<>();
    private final String method;
    private final String target;
    private final String body;

    private PolicyRequests(Random random) {
        this.workspace = pick(random, "acme", "globex");
        this.runtime = pick(random, "codex", "claude-code");
        this.alias = pick(random, "files", "files", "reading", "ending", "asking", "nothing");
        boolean open = alias.equals("ending") || alias.equals("asking");
        String fitting = open ? pick(random, "look", "put") : pick(random, "item", "item", "special", "pay");
        String any = pick(random, "item", "special", "pay", "look", "put", "none");
        this.action = random.nextInt(3) == 0 ? "" : random.nextInt(5) == 0 ? any : fitting;
        if (random.nextInt(4) > 0) {
            parameters.put("id", pick(random, "a", "b", "c", "d", "special", "..", "too-long-an-id"));
        }
        if (random.nextInt(3) == 0) {
            parameters.put("limit", (long) random.nextInt(11));
        }
        if (random.nextInt(3) == 0) {
            parameters.put("tenant", pick(random, "t-1", "t-2"));
        }
        if (action.equals("pay")) {
            parameters.remove("id");
            parameters.remove("limit");
            parameters.put("amount", (long) random.nextInt(1000));
            parameters.put("urgent", random.nextBoolean());
        }
        if (action.equals("put")) {
            parameters.clear();
            parameters.put("name", "n" + random.nextInt(30));
        }
        if (action.equals("look") || action.equals("special")) {
            parameters.clear();
        }
        this.method = pick(random, "GET", "GET", "POST", "PUT", "get");
        this.target = pick(random, "/t-1", "/t-2", "")
                + pick(
                        random,
                        "/a",
                        "/b?limit=" + random.nextInt(11),
                        "/special",
                        "/pay",
                        "/look",
                        "/put/n",
                        "/%2e%2e");
        this.body = method.equals("POST") ? "{\"amount\":" + random.nextInt(1000) + "}" : "";
    }

    /** The configuration as text, without the access that only Java has. */
    static String yaml(int port) {
        return YAML.replace("PORT", String.valueOf(port));
    }

    static BrokerConfig config(int port) throws ConfigException {
        return more(port).build();
    }

    /** The configuration, to which more may be added. */
    static BrokerConfig.Builder more(int port) throws ConfigException {
        Path directory = Path.of("").toAbsolutePath();
        BrokerConfig read = BrokerConfig.parse(yaml(port), directory);
        BrokerConfig.Builder builder = BrokerConfig.builder(directory);
        read.vaults().forEach(builder::vault);
        read.services().forEach(builder::service);
        read.workspaces().forEach(builder::workspace);
        read.accesses().forEach(builder::access);
        return builder.access(Access.builder("asking", "open")
                .secret(SecretRef.parse("memory:key"))
                .action(Access.EVERY_ACTION)
                .ruleRequired()
                .workspace("globex", Map.of())
                .build());
    }

    static PolicyRequests draw(Random random) {
        return new PolicyRequests(random);
    }

    ActionRequest request(BiFunction<String, String, Caller> callers) {
        Caller caller = callers.apply(workspace, runtime);
        if (action.isEmpty()) {
            ActionRequest.Builder raw = ActionRequest.http(caller, alias, method, target);
            return body.isEmpty()
                    ? raw.build()
                    : raw.body(body.getBytes(StandardCharsets.UTF_8))
                            .header("Content-Type", "application/json")
                            .build();
        }
        ActionRequest.Builder typed = ActionRequest.action(caller, alias, action);
        parameters.forEach((name, value) -> {
            if (value instanceof Long number) {
                typed.with(name, number);
            } else if (value instanceof Boolean truth) {
                typed.with(name, truth);
            } else {
                typed.with(name, value.toString());
            }
        });
        return typed.build();
    }

    @Override
    public String toString() {
        return workspace + "/" + runtime + " " + alias + " "
                + (action.isEmpty() ? method + " " + target + " " + body : action + " " + parameters);
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
