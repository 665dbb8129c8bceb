package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedactEncodingsTest {

    static final List<String> SECRETS = List.of(
            "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI",
            "p@ss w0rd/\"<&>'\\+=%",
            "Xq7#Lm2!",
            "schlüssel-€-\uD83D\uDD11-wert",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJvdXRsb29wLWNhbmFyeSJ9.c2lnLW91dGxvb3AtY2FuYXJ5");

    static Stream<Arguments> encodings() {
        return Encodings.all().entrySet().stream()
                .flatMap(encoding -> SECRETS.stream()
                        .map(secret -> Arguments.of(
                                encoding.getKey(), secret, encoding.getValue().apply(secret))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("encodings")
    void cutsEveryFormAlikeAtEverySplit(String name, String secret, String encoded) throws Exception {
        String text = "{\"before\": \"" + encoded + "\", \"after\": 1}";
        byte[] raw = Exchange.utf8(text);
        assertThat(Oracle.shows(text, secret)).as("the raw response shows it").isTrue();

        Exchange exchange = Exchange.holding(secret);
        Exchange.Outcome whole = exchange.run(raw);

        assertThat(Oracle.shows(whole.utf8(), secret)).as("the result shows it").isFalse();
        assertThat(whole.utf8())
                .contains("[redacted]")
                .startsWith("{\"before\": \"")
                .endsWith("\", \"after\": 1}");
        assertThat(whole.exposure()).isEqualTo(Exposure.NONE_FOUND);
        assertThat(whole.failure()).isEmpty();
        for (int split = 1; split < raw.length; split++) {
            assertThat(exchange.run(raw, split))
                    .usingRecursiveComparison()
                    .ignoringFields("head")
                    .isEqualTo(whole);
        }
        assertThat(exchange.runByteByByte(raw))
                .usingRecursiveComparison()
                .ignoringFields("head")
                .isEqualTo(whole);
    }
}
