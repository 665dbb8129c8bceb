package dev.outloop.benchmarks.leak;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The secrets that are echoed. None opens anything. */
final class Canaries {

    private static final String PEM = """
            -----BEGIN PRIVATE KEY-----
            T1VUTE9PUC1DQU5BUlktTk9ULUEtS0VZLTAxMjM0NTY3ODlhYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5
            ekFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFla
            -----END PRIVATE KEY-----
            """;
    private static final int LONG_KEY_BYTES = 1500;

    private Canaries() {}

    /** By the name of the access whose credential it is. */
    static Map<String, String> credentials() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("api", "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI");
        all.put("pass", "p@ss w0rd/\"<&>'\\+=%");
        all.put("short", "Xq7#Lm2!");
        all.put("jwt", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvdXRsb29wLWNhbmFyeSJ9.c2lnLW91dGxvb3AtY2FuYXJ5");
        all.put("number", "40917263548190273645");
        all.put("twelve", "k7~Tz9/qWe+4");
        all.put("accents", "schl\u00fcssel-\u00dfgr\u00fc\u00dfe-\u20ac-7Qx2");
        all.put("account", account(PEM));
        all.put("longaccount", account(longPem()));
        return all;
    }

    /** What is echoed; a key with several lines is a field of its service account. */
    static List<Value> values() {
        List<Value> all = new java.util.ArrayList<>();
        credentials().forEach((alias, text) -> {
            if (!alias.endsWith("account")) {
                all.add(Value.of(alias, text));
            }
        });
        Value pem = Value.of("pem", "account", PEM);
        all.add(pem);
        all.add(Value.of("long pem", "longaccount", longPem()));
        all.add(new Value("service account", "account", account(PEM), pem.parts()));
        return all;
    }

    private static String account(String pem) {
        return "{\"type\":\"service_account\",\"project_id\":\"outloop-canary\","
                + "\"private_key_id\":\"8f14e45fceea167a5a36dedd4bea2543aa10c9e4\",\"private_key\":\""
                + pem.replace("\n", "\\n") + "\",\"client_email\":\"canary@outloop-canary.example\","
                + "\"token_uri\":\"https://oauth2.example/token\"}";
    }

    private static String longPem() {
        byte[] key = new byte[LONG_KEY_BYTES];
        new Random(2048).nextBytes(key);
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
