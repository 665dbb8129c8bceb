package dev.outloop.benchmarks;

import java.util.Locale;

/** A configuration of one model workspace and clients that are like it, each with a pin of its own for each service. */
final class ManyClients {

    private final int workspaces;
    private final int services;

    ManyClients(int workspaces, int services) {
        this.workspaces = workspaces;
        this.services = services;
    }

    /** With a line for each workspace. */
    String lines() {
        StringBuilder out = new StringBuilder(above());
        for (int w = 1; w < workspaces; w++) {
            out.append(text("  c%d: { tenant: t%d, path: clients/c%d, like: model, pins: {", w, w, w));
            for (int s = 0; s < services; s++) {
                out.append(text("%s s%d: { account: a%d-%d }", s == 0 ? "" : ",", s, w, s));
            }
            out.append(" } }\n");
        }
        return out + accesses();
    }

    /** With a table that is named {@code clients.csv}. */
    String withTable() {
        return above() + "clients: clients.csv\n" + accesses();
    }

    /** The table. */
    String table() {
        StringBuilder out = new StringBuilder("workspace,tenant,path,like");
        for (int s = 0; s < services; s++) {
            out.append(text(",s%d.account", s));
        }
        for (int w = 1; w < workspaces; w++) {
            out.append(text("\nc%d,t%d,clients/c%d,model", w, w, w));
            for (int s = 0; s < services; s++) {
                out.append(text(",a%d-%d", w, s));
            }
        }
        return out.append('\n').toString();
    }

    private String above() {
        StringBuilder out = new StringBuilder("version: 1\nvaults: { local: { backend: keystore, path: v.p12 } }\n");
        out.append("audit: { path: audit }\nservices:\n");
        for (int s = 0; s < services; s++) {
            out.append(text("""
                      s%d:
                        url: https://s%d.example.com/v1
                        credential: bearer
                        pins: { account: { pattern: "a[0-9]+-[0-9]+" } }
                        actions:
                          list: { method: GET, path: "/{account}/items", params: { limit: { in: query, type: integer, min: 1, max: 100 } } }
                          read: { method: GET, path: "/{account}/items/{id}", params: { id: { in: path, type: string, max: 64 } } }
                          add: { method: POST, path: "/{account}/items", params: { name: { in: body, type: string, max: 255 } } }
                    """, s, s));
        }
        return out + "workspaces:\n  model: { tenant: agency }\n";
    }

    private String accesses() {
        StringBuilder out = new StringBuilder("access:\n");
        for (int s = 0; s < services; s++) {
            out.append(text(
                    "  - { alias: s%d, service: s%d, secret: \"local:s%d\", actions: [list, read],"
                            + " workspaces: { model: { pins: { account: a0-%d } } } }\n",
                    s, s, s, s));
        }
        return out.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
