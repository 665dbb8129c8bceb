package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the bytes that reached a server as a lenient service would, and says which tenants they name. */
final class SentTenants {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SentTenants() {}

    /** Fails unless each place of the definition holds its own tenant, and nothing else in the request names one. */
    static void requireOwn(ReceivedRequest sent, RandomPins pins, String as) throws IOException {
        String[] target = sent.target().split("\\?", 2);
        String path = decoded(target[0]);
        assertThat(path).as(as).isEqualTo("/v1/act" + (pins.inPath ? "/" + pins.own : ""));
        List<String[]> query = form(target.length > 1 ? target[1] : "");
        List<String[]> body = body(sent, pins);
        for (RandomPins.Place place : pins.places) {
            List<String> values = switch (place.where()) {
                case "query" -> values(query, place.name());
                case "header" -> sent.headers(place.name());
                default -> values(body, place.name());
            };
            assertThat(values).as(as).isNotEmpty().allMatch(place.value(pins.own)::equals);
        }
        if (pins.body.equals("batch")) {
            assertThat(values(body, "relative_url"))
                    .as(as)
                    .isNotEmpty()
                    .allMatch(url -> url.matches("/?o/" + pins.own));
        }
        StringBuilder all = new StringBuilder(sent.head()).append(path);
        query.forEach(pair -> all.append('\n').append(pair[0]).append('=').append(pair[1]));
        body.forEach(pair -> all.append('\n').append(pair[0]).append('=').append(pair[1]));
        assertThat(all.toString()).as(as).doesNotContain(pins.foreign);
    }

    /** Sends what an agent wanted to send, as it is. */
    static ReceivedRequest send(LoopbackServer server, String wire) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            int before = server.requests().size();
            socket.getOutputStream().write(wire.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            return server.requests().get(before);
        }
    }

    private static List<String[]> body(ReceivedRequest sent, RandomPins pins) throws IOException {
        String text = sent.bodyAsUtf8();
        List<String[]> pairs = new ArrayList<>();
        switch (pins.body) {
            case "form" -> pairs.addAll(form(text));
            case "batch" -> {
                for (String[] pair : form(text)) {
                    leaves(pair[0], JSON.readTree(pair[1]), pairs);
                }
            }
            case "multipart" -> {
                Matcher part = Pattern.compile("name=\"([^\"]*)\"\r\n\r\n(.*?)\r\n--", Pattern.DOTALL)
                        .matcher(text);
                while (part.find()) {
                    pairs.add(new String[] {part.group(1), part.group(2)});
                }
            }
            case "json", "tree" -> {
                JsonNode tree = JSON.readTree(text);
                leaves("", tree, pairs);
                for (JsonNode operation : tree.path("ops")) {
                    // A service that finds no tenant in an element would take one of its own choice.
                    String name = pins.places.get(pins.places.size() - 1).name();
                    assertThat(operation.has(name)).as(text).isTrue();
                }
            }
            default -> assertThat(text).isEmpty();
        }
        return pairs;
    }

    private static void leaves(String name, JsonNode tree, List<String[]> pairs) {
        if (tree.isObject()) {
            tree.fields().forEachRemaining(field -> leaves(field.getKey(), field.getValue(), pairs));
        } else if (tree.isArray()) {
            tree.forEach(item -> leaves(name, item, pairs));
        } else {
            pairs.add(new String[] {name, tree.asText()});
        }
    }

    private static List<String[]> form(String text) {
        List<String[]> pairs = new ArrayList<>();
        for (String pair : text.split("[&;]")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                pairs.add(new String[] {decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""});
            }
        }
        return pairs;
    }

    /** All values under the name, however it is spelled. */
    private static List<String> values(List<String[]> pairs, String name) {
        return pairs.stream()
                .filter(pair -> folded(pair[0]).equals(folded(name)))
                .map(pair -> pair[1])
                .toList();
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
