package dev.outloop.backend.onepassword;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Connect server as its specification (1.7.1) describes it, as far as secrets are read: bearer token, vaults in the
 * token's scope, filters, items, files. Prism answers with fixed examples, so what depends on the question is shown here.
 */
public final class FakeConnect implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FILTER = Pattern.compile("(name|title) eq \"([^\"\\\\]*)\"");
    private static final Pattern ID = Pattern.compile("[0-9a-z]{26}");

    public final LoopbackServer server;
    private final List<FakeVault> vaults = new CopyOnWriteArrayList<>();
    private volatile String token;
    private volatile BiPredicate<String, String> filter = String::equalsIgnoreCase;
    private volatile String complaint = "";

    private FakeConnect(LoopbackServer server, String token) {
        this.server = server;
        this.token = token;
        server.answer(this::answer);
    }

    public static FakeConnect start(String token) throws IOException {
        return new FakeConnect(LoopbackServer.start(), token);
    }

    public FakeVault vault(String name) {
        FakeVault vault = new FakeVault(name);
        vaults.add(vault);
        return vault;
    }

    public void delete(FakeVault vault) {
        vaults.remove(vault);
    }

    /** The vault of that name, made if there is none. */
    public synchronized FakeVault theVault(String name) {
        return vaults.stream()
                .filter(vault -> vault.name.equals(name))
                .findFirst()
                .orElseGet(() -> vault(name));
    }

    /** Accepts this token alone. */
    public void accept(String newToken) {
        token = newToken;
    }

    /** Finds by this in place of equality without case, which SCIM prescribes for what is not case-exact (RFC 7643, 2.2). */
    public void filterBy(BiPredicate<String, String> found) {
        filter = found;
    }

    /** Puts this into the message of every error. */
    public void complain(String text) {
        complaint = text;
    }

    /** The targets that were asked for so far, decoded. */
    public List<String> asked() {
        return server.requests().stream()
                .map(request -> decoded(request.target()))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(ReceivedRequest request) {
        URI target = URI.create(request.target());
        String[] path = target.getPath().substring(1).split("/", -1);
        if (target.getPath().equals("/heartbeat")) {
            return Reply.status(200, ".", "Content-Type: text/plain");
        }
        if (!request.header("Authorization").equals(Optional.of("Bearer " + token))) {
            return error(401, "Invalid token signature");
        }
        if (!target.getPath().startsWith("/v1/vaults")) {
            return error(404, "no such route");
        }
        return path.length == 2 ? listed(target) : inVault(path, target);
    }

    private Reply inVault(String[] path, URI target) {
        Optional<FakeVault> found =
                vaults.stream().filter(vault -> vault.id.equals(path[2])).findFirst();
        if (!ID.matcher(path[2]).matches()
                || path.length > 4 && !ID.matcher(path[4]).matches()) {
            return error(400, "Invalid id");
        }
        if (found.isEmpty()) {
            return error(404, "vault " + path[2] + " not found");
        }
        if (!found.get().isReadable) {
            return error(403, "vault " + path[2] + " is not in scope");
        }
        if (path.length == 4) {
            return listed(found.get(), target);
        }
        Optional<FakeItem> item = found.get().withId(path[4]);
        if (item.isEmpty()) {
            return error(404, "item " + path[4] + " not found");
        }
        if (path.length == 5) {
            return json(item.get().full());
        }
        byte[] content = path.length == 8 ? item.get().contents.get(path[6]) : null;
        return content == null
                ? error(404, "file not found")
                : Reply.status(200, content, "Content-Type: application/octet-stream");
    }

    private Reply listed(URI target) {
        ArrayNode list = JSON.createArrayNode();
        Optional<String> wanted = wanted(target);
        if (wanted.isEmpty() && target.getQuery() != null) {
            return error(400, "Invalid filter");
        }
        for (FakeVault vault : vaults) {
            if (vault.isReadable && (wanted.isEmpty() || filter.test(vault.name, wanted.get()))) {
                ObjectNode entry = list.addObject();
                entry.put("id", vault.id).put("name", vault.name).put("items", vault.items.size());
            }
        }
        return json(list.toString());
    }

    private Reply listed(FakeVault vault, URI target) {
        ArrayNode list = JSON.createArrayNode();
        Optional<String> wanted = wanted(target);
        if (wanted.isEmpty() && target.getQuery() != null) {
            return error(400, "Invalid filter");
        }
        for (FakeItem item : vault.items) {
            if (wanted.isEmpty() || filter.test(item.title(), wanted.get())) {
                list.add(item.summary());
            }
        }
        return json(list.toString());
    }

    /** What the filter asks for; empty without a filter, and for one that is malformed. */
    private static Optional<String> wanted(URI target) {
        Matcher matcher = FILTER.matcher(
                target.getRawQuery() == null ? "" : decoded(target.getRawQuery().replaceFirst("^filter=", "")));
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    private Reply error(int status, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.put("status", status).put("message", message + complaint);
        return Reply.status(status, body.toString(), "Content-Type: application/json");
    }

    private static Reply json(String body) {
        return Reply.status(200, body, "Content-Type: application/json");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
