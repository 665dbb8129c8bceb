package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** A random definition with pins in random places, and random requests for it. */
final class RandomPins {

    private static final List<String> NAMES = List.of("account", "account_id", "customerId", "tid", "x-tenant");
    private static final List<String> BODIES = List.of("none", "json", "form", "multipart", "tree", "batch");
    private static final List<String> FORMS = List.of("%s", "customers/%s", "customers/%s/things/{*}");

    /**
     * A place where the tenant stands.
     *
     * @param where path, query, header or body
     * @param name the name there
     * @param form how the value stands there; {@code {*}} is the agent's
     */
    record Place(String where, String name, String form) {

        /** Whether it is a parameter of the agent's with the pin inside, which has to be given. */
        boolean chosen() {
            return form.endsWith("{*}");
        }

        String value(String tenant) {
            return String.format(Locale.ROOT, form, tenant).replace("{*}", "7");
        }
    }

    /**
     * A request.
     *
     * @param foreign whether another tenant stands in it somewhere
     * @param wire what a raw request is on the wire; null for a typed one
     */
    record Asked(ActionRequest request, boolean foreign, String wire) {}

    /** A field of a raw request. */
    private record Field(String where, String name, String value) {}

    final String own;
    final String foreign;
    final String body;
    final boolean inPath;
    final List<Place> places = new ArrayList<>();

    private RandomPins(Random random) {
        own = "1" + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
        foreign = "9" + String.format(Locale.ROOT, "%09d", random.nextInt(1_000_000_000));
        body = BODIES.get(random.nextInt(BODIES.size()));
        inPath = random.nextBoolean();
        for (String where : List.of("query", "header", "body")) {
            boolean named =
                    body.equals("json") || body.equals("form") || body.equals("multipart") || body.equals("tree");
            if (where.equals("body") ? named : random.nextInt(3) > 0) {
                // A resource in a tree is another shape than a plain pin, and stands at a place of its own.
                String form = FORMS.get(random.nextInt(where.equals("header") || body.equals("tree") ? 2 : 3));
                String name = NAMES.get(random.nextInt(NAMES.size()));
                // An underscore in a header is a dash to some servers, so a broker takes none from an agent.
                places.add(new Place(where, where.equals("header") ? name.replace('_', '-') : name, form));
            }
        }
    }

    static RandomPins of(Random random) {
        return new RandomPins(random);
    }

    String yaml(int port) {
        List<String> params = new ArrayList<>();
        List<String> pins = new ArrayList<>();
        boolean form = body.equals("form") || body.equals("multipart");
        for (Place place : places) {
            String key = place.where().equals("body") && !form ? "pointer" : "name";
            String prefix = !key.equals("pointer") ? "" : body.equals("tree") ? "/ops/*/" : "/ctx/";
            String at = "in: " + place.where() + ", " + key + ": \"" + prefix + place.name() + "\"";
            String template = place.form().equals("%s")
                    ? ""
                    : ", template: \"" + place.value("{customer}").replaceAll("/7$", "/{*}") + "\"";
            if (place.chosen()) {
                params.add("res-" + place.where() + ": { " + at + ", type: string" + template + " }");
            } else {
                pins.add("{ " + at + template + " }");
            }
        }
        params.add("note: { in: query, type: string, required: false }");
        if (body.equals("tree")) {
            params.add("ops: { in: body, type: json }");
        } else if (body.equals("batch")) {
            params.add("batch: { in: body, type: requests }");
        }
        String kind = body.equals("tree") ? "json" : body.equals("batch") ? "form" : body;
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  ads:
                    url: "http://127.0.0.1:PORT/v1"
                    credential: { header: X-Key }
                    pins: { customer: { pattern: "[0-9]+" } }
                    actions:
                      act: { method: POST, path: "/actPATH", body: KIND, params: { PARAMS }PINS }
                      one: { method: GET, path: "/o/{customer}" }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: ads, service: ads, secret: "memory:key", actions: ["*"], workspaces: { acme: { pins: { customer: "OWN" } } } }
                """.replace("PORT", String.valueOf(port == 0 ? 1 : port))
                .replace("PATH", inPath ? "/{customer}" : "")
                .replace("KIND", kind)
                .replace("PARAMS", String.join(", ", params))
                .replace("PINS", pins.isEmpty() ? "" : ", pins: { customer: [" + String.join(", ", pins) + "] }")
                .replace("OWN", own);
    }

    Asked ask(Caller caller, Random random) {
        boolean attack = random.nextBoolean();
        return random.nextInt(3) == 0 ? typed(caller, random, attack) : raw(caller, random, attack);
    }

    private Asked typed(Caller caller, Random random, boolean attack) {
        ActionRequest.Builder request = ActionRequest.action(caller, "ads", "act");
        List<Place> chosen = places.stream().filter(Place::chosen).toList();
        boolean pinned = inPath || chosen.size() < places.size();
        int attacked = attack ? random.nextInt(chosen.size() + 1) : -1;
        boolean foreignPin = attacked == chosen.size() && pinned;
        boolean any = foreignPin;
        for (int i = 0; i < chosen.size(); i++) {
            any |= i == attacked;
            request.with("res-" + chosen.get(i).where(), chosen.get(i).value(i == attacked ? wrong(random) : own));
        }
        if (foreignPin || (pinned && random.nextBoolean())) {
            request.with("customer", foreignPin ? wrong(random) : own);
        }
        boolean tail = attack && !any;
        if (body.equals("tree")) {
            request.with("ops", operations(random, tail));
            any |= tail;
        } else if (body.equals("batch")) {
            request.with("batch", batch(random, tail));
            any |= tail;
        }
        return new Asked(request.build(), any, null);
    }

    private Asked raw(Caller caller, Random random, boolean attack) {
        List<Field> fields = new ArrayList<>();
        boolean any = false;
        boolean foreignPath = attack && inPath && random.nextInt(4) == 0;
        any |= foreignPath;
        for (Place place : places) {
            boolean tree = place.where().equals("body") && body.equals("tree");
            if (!tree && (place.chosen() || random.nextBoolean())) {
                fields.add(new Field(place.where(), place.name(), place.value(own)));
            }
        }
        List<Place> flat = places.stream()
                .filter(p -> !(p.where().equals("body") && body.equals("tree")))
                .toList();
        if (attack
                && !any
                && !flat.isEmpty()
                && (random.nextInt(4) > 0 || !(body.equals("tree") || body.equals("batch")))) {
            Place place = flat.get(random.nextInt(flat.size()));
            int kind = random.nextInt(3);
            if (kind == 0) {
                fields.removeIf(field ->
                        field.where().equals(place.where()) && field.name().equals(place.name()));
            }
            boolean repeats = place.where().equals("query") || body.equals("form") || body.equals("multipart");
            boolean twin = kind == 2 || (kind == 1 && !repeats);
            fields.add(new Field(
                    place.where(), twin ? twin(place.name(), random) : place.name(), place.value(wrong(random))));
            any = true;
        }
        boolean tail = attack && !any && (body.equals("tree") || body.equals("batch"));
        any |= tail;
        String target = "/act" + (inPath ? "/" + (foreignPath ? foreign : own) : "") + query(fields, random);
        ActionRequest.Builder request = ActionRequest.http(caller, "ads", "POST", target);
        StringBuilder wire = new StringBuilder("POST /v1").append(target).append(" HTTP/1.1\r\nHost: x\r\n");
        for (Field field : fields) {
            if (field.where().equals("header")) {
                request.header(field.name(), field.value());
                wire.append(field.name()).append(": ").append(field.value()).append("\r\n");
            }
        }
        String content = content(fields, random, tail);
        if (content != null) {
            String type = type();
            request.header("Content-Type", type).body(content.getBytes(StandardCharsets.UTF_8));
            wire.append("Content-Type: ").append(type).append("\r\n");
        }
        String sent = content == null ? "" : content;
        wire.append("Content-Length: ").append(sent.length()).append("\r\n\r\n").append(sent);
        return new Asked(request.build(), any, wire.toString());
    }

    private String type() {
        return switch (body) {
            case "multipart" -> "multipart/form-data; boundary=zz";
            case "json", "tree" -> "application/json";
            default -> "application/x-www-form-urlencoded";
        };
    }

    private String content(List<Field> fields, Random random, boolean tail) {
        List<Field> inside =
                fields.stream().filter(field -> field.where().equals("body")).toList();
        return switch (body) {
            case "none" -> null;
            case "form" ->
                inside.stream()
                        .map(field -> encoded(field.name(), random) + "=" + encoded(field.value(), random))
                        .collect(Collectors.joining("&"));
            case "multipart" ->
                inside.stream()
                                .map(field -> "--zz\r\nContent-Disposition: form-data; name=\"" + field.name()
                                        + "\"\r\n\r\n" + field.value() + "\r\n")
                                .collect(Collectors.joining())
                        + "--zz--";
            case "json" ->
                "{\"ctx\":{"
                        + inside.stream()
                                .map(field -> "\"" + field.name() + "\":\"" + field.value() + "\"")
                                .collect(Collectors.joining(","))
                        + "}}";
            case "tree" -> "{\"ops\":" + operations(random, tail) + "}";
            default -> "batch=" + encoded(batch(random, tail), random);
        };
    }

    private String operations(Random random, boolean attack) {
        Place place = places.get(places.size() - 1);
        int count = 1 + random.nextInt(4);
        int attacked = attack ? random.nextInt(count) : -1;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String free = "\"create\":{\"title\":\"t" + i + "\",\"n\":[1,2.50,null]}";
            String given = ",\"" + place.name() + "\":\"" + place.value(own) + "\"";
            String wrong = ",\"" + (random.nextBoolean() ? place.name() : twin(place.name(), random)) + "\":\""
                    + place.value(wrong(random)) + "\"";
            all.add("{" + free + (i == attacked ? wrong : random.nextBoolean() ? given : "") + "}");
        }
        return "[" + String.join(",", all) + "]";
    }

    private String batch(Random random, boolean attack) {
        int count = 1 + random.nextInt(4);
        int attacked = attack ? random.nextInt(count) : -1;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String tenant = i == attacked ? foreign : own;
            all.add("{\"method\":\"GET\",\"relative_url\":\"" + (random.nextBoolean() ? "/" : "") + "o/" + tenant
                    + "\"}");
        }
        return "[" + String.join(",", all) + "]";
    }

    private static String query(List<Field> fields, Random random) {
        List<String> pairs = new ArrayList<>();
        for (Field field : fields) {
            if (field.where().equals("query")) {
                pairs.add(encoded(field.name(), random) + "=" + encoded(field.value(), random));
            }
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private static String encoded(String text, Random random) {
        if (text.isEmpty() || random.nextBoolean()) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
        return text.chars()
                .mapToObj(c -> String.format(Locale.ROOT, "%%%02x", c))
                .collect(Collectors.joining());
    }

    private static String twin(String name, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> name.toUpperCase(Locale.ROOT).replace("-", "");
            case 1 -> name.charAt(0) + "-" + name.substring(1) + "-";
            default ->
                name.substring(0, 1).toUpperCase(Locale.ROOT)
                        + name.substring(1).replace("-", "") + "-";
        };
    }

    /** Another tenant, or this one in a spelling that is not it. */
    private String wrong(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> own + "x";
            case 1 -> own.substring(1);
            case 2 -> "0" + own;
            default -> foreign;
        };
    }
}
