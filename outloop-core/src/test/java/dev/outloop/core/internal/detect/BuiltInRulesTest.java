package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.config.RuleFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BuiltInRulesTest {

    private static final long SEED = 20261124;
    private static final Detectors ALL = Detectors.of(RuleFile.builtIn());

    static Stream<Rule> rules() {
        return RuleFile.builtIn().stream();
    }

    @Test
    void areOfSixtyProvidersAndMoreBesideTheGeneralForms() {
        List<String> general = List.of("ietf", "generic", "putty", "age");

        assertThat(rules().map(Rule::provider).distinct().filter(provider -> !general.contains(provider)))
                .hasSizeGreaterThanOrEqualTo(60);
        assertThat(rules().map(Rule::id))
                .contains(
                        "jwt",
                        "pem-private-key",
                        "connection-string",
                        "url-userinfo",
                        "secret-in-json",
                        "password-in-json");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsWhatItDescribesBehindEachKeyword(Rule rule) {
        Tokens tokens = new Tokens(SEED);
        for (String keyword : rule.keywords()) {
            Detectors alone = Detectors.of(List.of(rule));
            List<String> texts = Stream.generate(() -> tokens.surrounded(rule, keyword))
                    .limit(40)
                    .toList();
            // A few of them are not plausible: a random password without a digit.
            assertThat(texts.stream()
                            .filter(text -> kinds(alone, text).contains(rule.kind()))
                            .toList())
                    .as("of 40 texts like \"%s\", seed %s", texts.get(0), SEED)
                    .hasSizeGreaterThanOrEqualTo(16);
            assertThat(kinds(ALL, String.join(" ", texts))).contains(rule.kind());
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void doesNotFindItsKeywordsAlone(Rule rule) {
        for (String keyword : rule.keywords()) {
            assertThat(kinds(ALL, " " + keyword + " " + keyword)).as(keyword).isEmpty();
        }
    }

    private static List<String> kinds(Detectors detectors, String text) {
        return Scans.whole(detectors, text).stream().map(Scans.Span::kind).toList();
    }
}
