package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.BEST_EFFORT;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Two layers of different kinds. */
final class NestedForms {

    private NestedForms() {}

    static List<Transform> all() {
        return new Transform.Family("two layers")
                .text(SHOULD, "percent in JSON, \\/", s -> JsonForms.slashed(PercentForms.lower(s)))
                .text(SHOULD, "JSON in percent", s -> PercentForms.upper(JsonForms.slashed(s)))
                .text(SHOULD, "JSON in entities", s -> EntityForms.named(JsonForms.minimal(s), "&#39;"))
                .text(SHOULD, "entities in JSON", s -> JsonForms.slashed(EntityForms.named(s, "&#39;")))
                .text(SHOULD, "percent in entities", s -> EntityForms.named("a=1&k=" + PercentForms.upper(s), "&#39;"))
                .text(SHOULD, "entities in percent", s -> PercentForms.upper(EntityForms.named(s, "&#39;")))
                .text(SHOULD, "percent in base64", s -> Base64Forms.std("k=" + PercentForms.upper(s)))
                .text(BEST_EFFORT, "hex of base64", s -> HexForms.hex(HexFormat.of(), Base64Forms.std(s)))
                .text(BEST_EFFORT, "base64 of hex", s -> Base64Forms.std(HexForms.hex(HexFormat.of(), s)))
                .text(
                        BEST_EFFORT,
                        "base64 of UTF-16",
                        s -> Base64.getEncoder().encodeToString(s.getBytes(StandardCharsets.UTF_16LE)))
                .form(SHOULD, "gzip bytes without header (octet-stream)", s -> Form.octets(Packed.gzip(s)))
                .form(
                        BEST_EFFORT,
                        "gzip then base64 in JSON",
                        s -> Form.text(Base64.getEncoder().encodeToString(Packed.gzip(s)))
                                .inside("{\"d\": \"", "\"}"))
                .list();
    }
}
