package dev.outloop.backend.infisical.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * As much of Infisical as a client sees of it: Universal Auth, tokens that end, the routes v4 and v3 for secrets, its
 * errors. Every error quotes the token and the marker, as no client may. Thread-safe.
 */
final class FakeInfisical implements AutoCloseable {

    static final String PROJECT = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    static final String ENVIRONMENT = "dev";
    static final String CLIENT_ID = "c1a2b3";

    private static final ObjectMapper JSON = new ObjectMapper();

    final LoopbackServer server;
    final Canary marker = Canary.random("marker");
    final AtomicInteger logIns = new AtomicInteger();
    /** Every token ever given out. */
    final List<Canary> minted = new CopyOnWriteArrayList<>();
    /** Answers in place of a log-in, if it gives one. */
    volatile Supplier<@Nullable Reply> logInFault = () -> null;
    /** Answers in place of a secret or a list, after the token was accepted. */
    volatile Callable<@Nullable Reply> readFault = () -> null;
    /** What stands after {@code "expiresIn":}. */
    volatile String expiresIn = "7200";

    volatile boolean hasV4 = true;
    volatile boolean hasV3 = true;
    /** Whether a new token is good at all. */
    volatile boolean mintsGoodTokens = true;

    volatile Canary clientSecret = Canary.random("client-secret");
    /** The only folder that it reads for a service token, whatever was asked. */
    volatile @Nullable String scope;

    private final Map<String, ObjectNode> secrets = new ConcurrentHashMap<>();
    private final Set<String> good = ConcurrentHashMap.newKeySet();

    FakeInfisical() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    FakeInfisical(ServerSocketFactory sockets) throws IOException {
        server = LoopbackServer.start(sockets);
        server.answer(this::answer);
    }

    /** The secret as Infisical shows it; a test changes what it wants changed. */
    ObjectNode keep(String folder, String name, String value) {
        ObjectNode secret = JSON.createObjectNode()
                .put("id", "s-" + secrets.size())
                .put("_id", "s-" + secrets.size())
                .put("workspace", PROJECT)
                .put("environment", ENVIRONMENT)
                .put("version", 3)
                .put("type", "shared")
                .put("secretKey", name)
                .put("secretValue", value)
                .put("secretComment", marker.text())
                .put("secretPath", folder)
                .put("secretValueHidden", false);
        secrets.put(folder + "\n" + name, secret);
        return secret;
    }

    /** Every token given out so far is refused from now on. */
    void expireTokens() {
        good.clear();
    }

    /** Takes a token that it did not give out. */
    void trust(String token) {
        good.add(token);
    }

    /** How many requests for secrets or lists there were. */
    long reads() {
        return server.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .count();
    }

    String lastTarget() {
        return server.requests().get(server.requests().size() - 1).target();
    }

    /** An error as its error handler writes it. */
    Reply error(int status, String error, String... headers) {
        ObjectNode body = JSON.createObjectNode()
                .put("reqId", "req-1")
                .put("statusCode", status)
                .put("message", "no " + marker.text() + " " + minted)
                .put("error", error);
        return json(status, body, headers);
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(ReceivedRequest request) {
        try {
            return answered(request);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Reply answered(ReceivedRequest request) throws Exception {
        String[] target = request.target().split("\\?", 2);
        if (target[0].equals("/api/v1/auth/universal-auth/login")) {
            return logIn(request);
        }
        String route = target[0].startsWith("/api/v4/secrets") && hasV4
                ? "/api/v4/secrets"
                : target[0].startsWith("/api/v3/secrets/raw") && hasV3 ? "/api/v3/secrets/raw" : "";
        if (route.isEmpty()) {
            return json(
                    404,
                    JSON.createObjectNode()
                            .put("message", "Route " + request.method() + ":" + target[0] + " not found")
                            .put("error", "Not Found")
                            .put("statusCode", 404));
        }
        String authorization = request.header("Authorization").orElse("");
        if (!authorization.startsWith("Bearer ") || !good.contains(authorization.substring("Bearer ".length()))) {
            return error(403, "TokenError");
        }
        Reply fault = readFault.call();
        if (fault != null) {
            return fault;
        }
        Map<String, String> query = query(target[1]);
        String project = query.get(route.contains("v4") ? "projectId" : "workspaceId");
        if (!PROJECT.equals(project) || !ENVIRONMENT.equals(query.get("environment"))) {
            return error(404, "NotFound");
        }
        String only = scope;
        String folder = only != null ? only : query.getOrDefault("secretPath", "/");
        return target[0].length() > route.length()
                ? one(folder, decoded(target[0].substring(route.length() + 1)))
                : list(folder, "true".equals(query.get("recursive")), "true".equals(query.get("viewSecretValue")));
    }

    private Reply one(String folder, String name) {
        // As its route does, which is why clients must not count on spaces.
        ObjectNode secret = secrets.get(folder + "\n" + name.strip());
        return secret == null
                ? error(404, "GetSecretByName")
                : json(200, JSON.createObjectNode().set("secret", secret));
    }

    private Reply list(String folder, boolean recursive, boolean view) {
        String below = folder.endsWith("/") ? folder : folder + "/";
        ArrayNode found = JSON.createArrayNode();
        for (ObjectNode secret : secrets.values()) {
            String path = secret.path("secretPath").asText();
            if (path.equals(folder) || (recursive && path.startsWith(below))) {
                ObjectNode shown = secret.deepCopy();
                found.add(
                        view
                                ? shown
                                : shown.put("secretValueHidden", true).put("secretValue", "<hidden-by-infisical>"));
            }
        }
        return json(200, JSON.createObjectNode().set("secrets", found));
    }

    private Reply logIn(ReceivedRequest request) {
        logIns.incrementAndGet();
        Reply fault = logInFault.get();
        if (fault != null) {
            return fault;
        }
        JsonNode body = parse(request.bodyAsUtf8());
        if (!body.path("clientId").asText().equals(CLIENT_ID)
                || !body.path("clientSecret").asText().equals(clientSecret.text())) {
            return error(401, "UnauthorizedError");
        }
        Canary token = Canary.random("token");
        minted.add(token);
        if (mintsGoodTokens) {
            good.add(token.text());
        }
        return Reply.status(
                200,
                "{\"accessToken\":\"" + token.text() + "\",\"expiresIn\":" + expiresIn
                        + ",\"accessTokenMaxTTL\":86400,\"tokenType\":\"Bearer\"}",
                "Content-Type: application/json");
    }

    private static Reply json(int status, JsonNode body, String... headers) {
        return Reply.status(status, body.toString(), headers);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            query.put(decoded(parts[0]), decoded(parts[1]));
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
