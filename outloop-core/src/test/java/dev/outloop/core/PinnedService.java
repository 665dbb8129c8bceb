package dev.outloop.core;

/** One service with a pin, for two clients. */
final class PinnedService {

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
                    method: POST
                    path: "/{tenant}/{id}"
                    params:
                      id: { in: path, type: string }
                      note: { in: body, type: string, required: false, audit: value }
                      hidden: { in: body, type: string, required: false, audit: none }
            workspaces: { acme: { tenant: acme-corp }, globex: { tenant: globex-inc } }
            access:
              - alias: files
                service: files
                secret: "memory:key"
                actions: [item]
                workspaces: { acme: { pins: { tenant: t-pinned-1 } }, globex: { pins: { tenant: t-pinned-2 } } }
            """;

    private PinnedService() {}

    /** The configuration, to which more may be added. */
    static String yaml(int port) {
        return YAML.replace("PORT", String.valueOf(port));
    }
}
