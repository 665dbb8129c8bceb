package dev.outloop.core.internal.journal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes trails from the format's description alone; shares no code with what it is read by. */
final class TrailBuilder {

    /** The tests 1 and 2 of RFC 8032, section 7.1. */
    enum Signer {
        OWN(
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
        OTHER(
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");

        private final String seed;
        final String key;

        Signer(String seed, String key) {
            this.seed = seed;
            this.key = key;
        }

        String sign(String message) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(KeyFactory.getInstance("Ed25519")
                        .generatePrivate(new EdECPrivateKeySpec(
                                NamedParameterSpec.ED25519, HexFormat.of().parseHex(seed))));
                signature.update(bytes(message));
                return HexFormat.of().formatHex(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static final String TIME = "2026-01-01T00:00:00Z";
    private static final String ZERO = "0".repeat(64);

    private record Ends(long after, long last, String prev, String head, int bytes, String named) {}

    private final String id;
    private Signer signer;
    private final TreeMap<Integer, List<String>> segments = new TreeMap<>();
    private final TreeMap<Integer, Ends> ends = new TreeMap<>();
    private final StringBuilder stubs = new StringBuilder();
    final List<String> exported = new ArrayList<>();
    private String text = "codex";
    private String hash = ZERO;
    private String prev = ZERO;
    private String named = "";
    private long after;
    private long sequence;
    private int segment = 1;

    TrailBuilder(int id, Signer signer) {
        this.id = String.format(Locale.ROOT, "%032x", id);
        this.signer = signer;
        header("START");
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String chain(String before, String object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(before));
            return HexFormat.of().formatHex(digest.digest(bytes(object)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A line of any content, linked as it must be. */
    TrailBuilder line(String kind, String object) {
        hash = chain(hash, object);
        segments.computeIfAbsent(segment, n -> new ArrayList<>())
                .add("{\"" + kind + "\":" + object + ",\"chain\":\"" + hash + "\"}\n");
        return this;
    }

    private void header(String reason) {
        prev = hash;
        after = sequence;
        named = signer.key;
        line(
                "trail",
                "{\"v\":1,\"id\":\"" + id + "\",\"segment\":" + segment + ",\"after\":" + sequence + ",\"prev\":\""
                        + hash + "\",\"open\":0,\"time\":\"" + TIME + "\",\"reason\":\"" + reason + "\",\"key\":\""
                        + signer.key + "\"}");
    }

    /** What the next records say, so that histories can differ. */
    TrailBuilder saying(String other) {
        text = other;
        return this;
    }

    /** Who signs from here on. */
    TrailBuilder signedBy(Signer other) {
        signer = other;
        return this;
    }

    TrailBuilder records(int count) {
        for (int i = 0; i < count; i++) {
            sequence++;
            line(
                    "record",
                    "{\"v\":1,\"seq\":" + sequence + ",\"time\":\"" + TIME + "\",\"event\":\"PENDING\",\"id\":\"call-"
                            + sequence + "\",\"runtime\":\"" + text + "\"}");
        }
        return this;
    }

    private TrailBuilder note(String members) {
        return line("note", "{\"v\":1,\"after\":" + sequence + ",\"time\":\"" + TIME + "\",\"event\":" + members + "}");
    }

    TrailBuilder torn() {
        return note("\"RECOVERED\",\"torn_bytes\":17");
    }

    /** Leaves numbers out, and says so. */
    TrailBuilder missed(int count) {
        note("\"MISSED\",\"from\":" + (sequence + 1) + ",\"to\":" + (sequence + count));
        sequence += count;
        return records(1);
    }

    /** Leaves numbers out, and says nothing. */
    TrailBuilder skip(int count) {
        sequence += count;
        return this;
    }

    TrailBuilder checkpoint(String reason) {
        String unsigned = "{\"v\":1,\"after\":" + sequence + ",\"time\":\"" + TIME
                + "\",\"event\":\"CHECKPOINT\",\"reason\":\"" + reason + "\",\"trail\":\"" + id + "\",\"segment\":"
                + segment + ",\"head\":\"" + hash + "\",\"open\":0,\"key\":\"" + signer.key + "\"}";
        String signed = signed("checkpoint", unsigned);
        exported.add("{\"checkpoint\":" + signed + "}\n");
        return line("checkpoint", signed);
    }

    private String signed(String what, String unsigned) {
        String sig = signer.sign("dev.outloop.audit." + what + ".v1:" + unsigned);
        return unsigned.substring(0, unsigned.length() - 1) + ",\"sig\":\"" + sig + "\"}";
    }

    TrailBuilder rotate() {
        checkpoint("ROTATION");
        end();
        segment++;
        header("SIZE");
        return this;
    }

    /** Opened anew with another key. */
    TrailBuilder openedBy(Signer other) {
        checkpoint("CLOSE");
        end();
        signer = other;
        segment++;
        header("START");
        return this;
    }

    private void end() {
        int bytes = String.join("", segments.get(segment)).length();
        ends.put(segment, new Ends(after, sequence, prev, hash, bytes, named));
    }

    /** A sync failed: so many records more are in the old segment, and again in the next one. */
    TrailBuilder renew(int lost) {
        end();
        String fork = hash;
        long from = sequence;
        records(lost);
        int before = segment++;
        sequence = from;
        hash = fork;
        header("RENEWED");
        note("\"RECOVERED\",\"reason\":\"RENEWED\",\"superseded_bytes\":" + before);
        return records(lost).checkpoint("RENEWAL");
    }

    /** Removes the oldest segment. */
    TrailBuilder remove() {
        int oldest = segments.firstKey();
        Ends gone = ends.get(oldest);
        stubs.append("{\"stub\":")
                .append(signed(
                        "stub",
                        "{\"v\":1,\"trail\":\"" + id + "\",\"segment\":" + oldest + ",\"after\":" + gone.after()
                                + ",\"last\":" + gone.last() + ",\"prev\":\"" + gone.prev() + "\",\"head\":\""
                                + gone.head() + "\",\"bytes\":" + gone.bytes() + ",\"named\":\"" + gone.named()
                                + "\",\"time\":\"" + TIME
                                + "\",\"key\":\"" + signer.key + "\"}"))
                .append("}\n");
        note("\"REMOVED\",\"segment\":" + oldest + ",\"from\":" + (gone.after() + 1) + ",\"to\":" + gone.last()
                + ",\"head\":\"" + gone.head() + "\"");
        segments.remove(oldest);
        return this;
    }

    long last() {
        return sequence;
    }

    /** The lines of each segment, to spoil. */
    TreeMap<Integer, List<String>> lines() {
        TreeMap<Integer, List<String>> copy = new TreeMap<>();
        segments.forEach((number, lines) -> copy.put(number, new ArrayList<>(lines)));
        return copy;
    }

    String stubs() {
        return stubs.toString();
    }

    static String name(int segment) {
        return String.format(Locale.ROOT, "trail-%06d.jsonl", segment);
    }

    static TrailFiles files(Map<Integer, List<String>> lines, String stubs) {
        Map<String, byte[]> files = new TreeMap<>();
        lines.forEach((number, text) -> files.put(name(number), bytes(String.join("", text))));
        if (!stubs.isEmpty()) {
            files.put("trail.removed.jsonl", bytes(stubs));
        }
        return new MemoryFiles(files);
    }

    TrailFiles files() {
        return files(segments, stubs());
    }
}
