package dev.outloop.samples.firstproof.command;

import dev.outloop.samples.firstproof.Program;
import dev.outloop.testkit.fake.Canary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A person's directory with a configuration whose one service is on the given port, and a key in its keystore. */
final class Fixture {

    final Path directory;
    final Path config;
    final Canary key = Canary.random("key");

    Fixture(Path directory, int port) throws IOException {
        this.directory = directory;
        this.config = Files.writeString(directory.resolve("outloop.yaml"), configuration(port));
    }

    Program.Run store() {
        return new Program().input(key.bytes()).with("store", "--config", config.toString(), "local:files/key");
    }

    /** Runs a command of a caller in acme. */
    Program.Run run(String command, String... rest) {
        return run(new Program(), command, "claude-code", rest);
    }

    Program.Run run(Program program, String command, String runtime, String... rest) {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--config", config.toString(), "--workspace", "acme", "--runtime", runtime));
        arguments.addAll(List.of(rest));
        return program.with(arguments.toArray(String[]::new));
    }

    String trail() throws IOException {
        return Files.readString(directory.resolve("audit").resolve("trail-000001.jsonl"));
    }

    private static String configuration(int port) {
        return """
                version: 1
                vaults:
                  local: { backend: keystore, path: vault.p12 }
                services:
                  files:
                    url: "http://127.0.0.1:%d/v1"
                    credential: { header: X-API-Key }
                    pins: { tenant: { pattern: "t-[0-9]+" } }
                    actions:
                      item:
                        about: "One item"
                        method: GET
                        path: "/tenants/{tenant}/items/{id}"
                        params:
                          id: { in: path, type: string, max: 64 }
                          limit: { in: query, type: integer, min: 1, max: 100, required: false }
                      add:
                        method: POST
                        path: "/tenants/{tenant}/items"
                        params: { name: { in: body, type: string, max: 64 } }
                workspaces:
                  acme: { tenant: acme-corp }
                  globex: { tenant: globex-inc }
                access:
                  - alias: files
                    service: files
                    secret: "local:files/key"
                    actions: [item, add]
                    runtimes: [claude-code]
                    workspaces: { acme: { pins: { tenant: t-1 } } }
                audit: { path: audit }
                """.formatted(port);
    }
}
