package dev.outloop.backend.doppler.internal;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The mock server Prism with Doppler's OpenAPI document. Whoever started it closes it, which ends its process. */
final class Prism implements AutoCloseable {

    private static final String DOCUMENT = "@dopplerhq/mcp-server/doppler-openapi.json";

    private final Process process;
    private final int port;

    private Prism(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it listens. */
    static Prism start(Path directory) throws Exception {
        Path program = NodeModules.require(".bin/prism");
        Path document = Files.writeString(
                directory.resolve("doppler.json"), prepared(Files.readString(NodeModules.require(DOCUMENT))));
        int port = freePort();
        Process process = new ProcessBuilder(
                        program.toString(), "mock", "-h", "127.0.0.1", "-p", String.valueOf(port), document.toString())
                .redirectErrorStream(true)
                .start();
        Prism prism = new Prism(process, port);
        boolean listens = false;
        try {
            prism.awaitListening();
            listens = true;
            return prism;
        } finally {
            if (!listens) {
                prism.close();
            }
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    private void awaitListening() throws IOException {
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.contains("is listening")) {
                drain();
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("Prism ended before it listened: " + said);
    }

    /** It logs each request, and would stop where nobody reads that. */
    private void drain() {
        Thread thread = new Thread(
                () -> {
                    try {
                        process.getInputStream().transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        // Its end was ended.
                    }
                },
                "prism-log");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The document as Prism can use it: its examples are JSON in strings, and its only security scheme, OAuth 2 without
     * a flow, lets everybody in.
     */
    private static String prepared(String document) {
        JsonObject root = JsonParser.parseString(document).getAsJsonObject();
        unwrapExamples(root);
        JsonObject schemes = root.getAsJsonObject("components").getAsJsonObject("securitySchemes");
        for (String name : schemes.keySet()) {
            schemes.add(name, new Gson().toJsonTree(Map.of("type", "http", "scheme", "bearer")));
        }
        return root.toString();
    }

    private static void unwrapExamples(JsonElement element) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(Prism::unwrapExamples);
        } else if (element.isJsonObject()) {
            JsonObject object = element.getAsJsonObject();
            JsonElement examples = object.get("examples");
            if (examples != null && examples.isJsonObject()) {
                examples.getAsJsonObject().asMap().values().forEach(Prism::unwrap);
            }
            object.asMap().values().forEach(Prism::unwrapExamples);
        }
    }

    private static void unwrap(JsonElement example) {
        if (example instanceof JsonObject object && object.get("value") instanceof JsonPrimitive text) {
            try {
                object.add("value", JsonParser.parseString(text.getAsString()));
            } catch (JsonSyntaxException notJson) {
                // An example that is meant as text.
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
