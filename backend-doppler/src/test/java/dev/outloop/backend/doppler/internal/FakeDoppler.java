package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Doppler's API as its OpenAPI document describes it and its own clients read it, with one project and a marker in every
 * answer. It takes any name for a secret. Thread-safe.
 */
final class FakeDoppler implements AutoCloseable {

    static final String PROJECT = "shop";
    static final String CONFIG = "dev";

    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    private static final String JSON = "Content-Type: application/json; charset=utf-8";

    /** Reads {@link #CONFIG} alone, restricted values too. */
    final Canary serviceToken =
            Canary.of("dp.st.dev." + Canary.random("service").text());

    /** Reads every config, and no restricted values. */
    final Canary personalToken = Canary.of("dp.pt." + Canary.random("personal").text());

    /** Stands in every answer where no secret does. */
    final Canary marker = Canary.random("marker");

    final TestClock clock = TestClock.create();
    final LoopbackServer server;
    private final Map<String, Map<String, Kept>> configs = new HashMap<>();
    private int edition;
    private int leasesIssued;
    private int notModified;

    private record Kept(String value, boolean restricted) {}

    private FakeDoppler(LoopbackServer server) {
        this.server = server;
        configs.put(CONFIG, new LinkedHashMap<>());
        server.answer(this::answer);
    }

    static FakeDoppler start() throws IOException {
        return new FakeDoppler(LoopbackServer.start());
    }

    /** The context of a vault with a service token. */
    TestVaultContext context(Path directory) {
        return connect(TestVaultContext.of("doppler", directory, clock)).withSecret("token", serviceToken.bytes());
    }

    /** The context of a vault with a personal token, which names its config. */
    TestVaultContext personalContext(Path directory) {
        return connect(TestVaultContext.of("doppler", directory, clock))
                .withSecret("token", personalToken.bytes())
                .with("project", PROJECT)
                .with("config", CONFIG);
    }

    /** No token, no marker and none of the further values is in what these say of themselves. */
    void requireSilent(String value, Object... speakers) {
        for (Object speaker : speakers) {
            StringWriter said = new StringWriter().append(String.valueOf(speaker));
            if (speaker instanceof Throwable thrown) {
                thrown.printStackTrace(new PrintWriter(said));
            }
            for (Canary planted : List.of(serviceToken, personalToken, marker, Canary.of(value))) {
                assertThat(planted.isFoundIn(said.toString()))
                        .as("whether %s tells %s", speaker.getClass(), planted)
                        .isFalse();
            }
        }
    }

    /** With this server's URL and the way to it. */
    TestVaultContext connect(TestVaultContext context) {
        return context.with("url", server.url())
                .withHttp(url ->
                        VaultHttpPorts.open(context.vaultName(), url, NetworkRule.publicInternet(), context.clock()));
    }

    void keep(String name, String value) {
        keep(CONFIG, name, value, false);
    }

    void keepRestricted(String name, String value) {
        keep(CONFIG, name, value, true);
    }

    synchronized void keep(String config, String name, String value, boolean restricted) {
        configs.computeIfAbsent(config, key -> new LinkedHashMap<>()).put(name, new Kept(value, restricted));
        edition++;
    }

    synchronized void remove(String name) {
        configs.get(CONFIG).remove(name);
        edition++;
    }

    /** How often credentials were created for dynamic secrets. */
    synchronized int leasesIssued() {
        return leasesIssued;
    }

    /** How often the answer was that nothing has changed. */
    synchronized int notModified() {
        return notModified;
    }

    /** The paths of all requests so far, without their queries. */
    List<String> paths() {
        return server.requests().stream().map(FakeDoppler::path).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The path of a request, without its query. */
    static String path(ReceivedRequest request) {
        return request.target().split("\\?", 2)[0];
    }

    /** The query of a request, decoded. */
    static Map<String, String> query(ReceivedRequest request) {
        Map<String, String> query = new HashMap<>();
        String[] halves = request.target().split("\\?", 2);
        for (String pair : halves.length == 2 ? halves[1].split("&") : new String[0]) {
            String[] nameAndValue = pair.split("=", 2);
            query.put(decode(nameAndValue[0]), decode(nameAndValue[1]));
        }
        return query;
    }

    /** An answer with this body. */
    static Reply json(int status, Object body, String... headerLines) {
        List<String> lines = new ArrayList<>(List.of(headerLines));
        lines.add(JSON);
        return Reply.status(status, GSON.toJson(body), lines.toArray(String[]::new));
    }

    synchronized Reply answer(ReceivedRequest request) {
        String token = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        boolean service = token.equals(serviceToken.text());
        if (!service && !token.equals(personalToken.text())) {
            return error(401, "Invalid Auth token");
        }
        if (path(request).equals("/v3/me")) {
            return json(
                    200,
                    Map.of("slug", marker.text(), "type", service ? "service" : "personal", "name", marker.text()));
        }
        Map<String, String> query = query(request);
        String config = query.getOrDefault("config", service ? CONFIG : "");
        if (config.isEmpty()
                || !query.getOrDefault("project", service ? PROJECT : "").equals(PROJECT)) {
            return error(400, "You must specify a project and config");
        }
        if (service && !config.equals(CONFIG)) {
            return error(403, "This token does not have access to requested config");
        }
        Map<String, Kept> kept = configs.get(config);
        return kept == null ? error(404, "Could not find requested config") : answer(request, query, kept, service);
    }

    private Reply answer(ReceivedRequest request, Map<String, String> query, Map<String, Kept> kept, boolean service) {
        return switch (path(request)) {
            case "/v3/configs/config/secret" -> one(query.getOrDefault("name", ""), kept, service);
            case "/v3/configs/config/secrets/download" -> download(request, query, kept, service);
            case "/v3/configs/config/secrets/names" -> names(query, kept);
            default -> error(404, "Not found");
        };
    }

    /** For a name that it does not have Doppler gives an object of nulls. */
    private Reply one(String name, Map<String, Kept> kept, boolean service) {
        Kept secret = kept.get(name);
        boolean shown = secret != null && (service || !secret.restricted());
        String visibility = secret == null ? null : secret.restricted() ? "restricted" : "masked";
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("raw", shown ? secret.value() : null);
        value.put("computed", shown ? secret.value() : null);
        value.put("note", marker.text());
        value.put("rawVisibility", visibility);
        value.put("computedVisibility", visibility);
        return json(200, Map.of("name", name, "value", value));
    }

    private Reply download(
            ReceivedRequest request, Map<String, String> query, Map<String, Kept> kept, boolean service) {
        issueLeases(query);
        String tag = "W/\"edition-" + edition + "\"";
        if (request.header("If-None-Match").filter(tag::equals).isPresent()) {
            notModified++;
            return Reply.status(304, "", "ETag: " + tag);
        }
        Map<String, String> values = new LinkedHashMap<>();
        values.put("DOPPLER_NOTE", marker.text());
        kept.forEach((name, secret) -> {
            if (service || !secret.restricted()) {
                values.put(name, secret.value());
            }
        });
        return json(200, values, "ETag: " + tag);
    }

    private Reply names(Map<String, String> query, Map<String, Kept> kept) {
        issueLeases(query);
        List<String> names = new ArrayList<>(kept.keySet());
        names.add(marker.text());
        return json(200, Map.of("names", names));
    }

    /** Stricter than the document, which has false for the default: whoever does not say it gets credentials here. */
    private void issueLeases(Map<String, String> query) {
        if (!"false".equals(query.get("include_dynamic_secrets"))) {
            leasesIssued++;
        }
    }

    private Reply error(int status, String message) {
        return json(status, Map.of("messages", List.of(message, marker.text()), "success", false));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
