package dev.outloop.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Name;
import dev.outloop.policy.Decision;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/items", "/{base}/{table}", "/v21.0/act_{account}/insights", "/c/{id}:mutate"})
    void templatesReadBackWhatTheyWrite(String text) {
        assertThat(PathTemplate.parse(text).toString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "items",
                "//",
                "/a/",
                "/./a",
                "/../a",
                "/{a}{b}",
                "/{a",
                "/a}",
                "/{}",
                "/{a}/{a}",
                "/a b",
                "/a%20b",
                "/a;b",
                "/a?b",
                "/a#b",
                "/a\\b",
                "/{a b}"
            })
    void otherTemplatesAreRefused(String text) {
        assertThatThrownBy(() -> PathTemplate.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anActionReadsOrWritesByItsMethodUnlessItSaysOtherwise() {
        PathTemplate path = PathTemplate.parse("/x");
        assertThat(ActionDefinition.builder("a", "GET", path).build().readOnly())
                .isTrue();
        assertThat(ActionDefinition.builder("a", "POST", path).build().readOnly())
                .isFalse();
        assertThat(ActionDefinition.builder("a", "POST", path)
                        .readOnly(true)
                        .build()
                        .readOnly())
                .isTrue();
        assertThat(ActionDefinition.builder("a", "POST", path).build().body()).isEqualTo(BodyRule.JSON);
        assertThat(ActionDefinition.builder("a", "DELETE", path).build().body()).isEqualTo(BodyRule.NONE);
        assertThatThrownBy(() -> ActionDefinition.builder("a", "get", path))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActionDefinition.builder("a", "CONNECT", path))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "1a", "-a", "caf\u00e9", "\u0430cme", "acme\u200b", "a b", "a_b", "a.b", "a/b"})
    void namesHaveOneSpelling(String text) {
        assertThat(Name.isValid("acme-2")).isTrue();
        assertThat(Name.isValid(text)).isFalse();
        assertThat(Name.isValid("a".repeat(65))).isFalse();
    }

    @Test
    void codesAreFoundByTheirNamesAndNoneTwice() {
        assertThat(new HashSet<>(ErrorCode.all())).hasSameSizeAs(ErrorCode.all());
        for (ErrorCode code : ErrorCode.all()) {
            assertThat(ErrorCode.named(code.name())).contains(code);
        }
    }

    @Test
    void everyConstantIsListed() throws Exception {
        for (var field : ErrorCode.class.getFields()) {
            assertThat(ErrorCode.all()).contains((ErrorCode) field.get(null));
        }
    }

    @Test
    void policiesDenyWithCodesOfTheirOwnKind() {
        assertThat(Decision.deny("rule", "no").code()).contains(ErrorCode.POLICY_DENIED);
        assertThatThrownBy(() -> Decision.deny("rule", ErrorCode.VAULT_LOCKED, "no"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
