package dev.outloop.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceTemplateTest {

    @Test
    void saysWhichPinsStandInItAndWhetherTheyAreAll() {
        ResourceTemplate open = ResourceTemplate.parse("customers/{customer}/campaigns/{*}");
        assertThat(open.pins()).containsExactly("customer");
        assertThat(open.isComplete()).isFalse();
        assertThat(open.segments()).hasSize(4);
        assertThat(open)
                .hasToString("customers/{customer}/campaigns/{*}")
                .isEqualTo(ResourceTemplate.parse(open.toString()));
        ResourceTemplate whole = ResourceTemplate.parse("shops/act_{account}.x/{base}");
        assertThat(whole.pins()).containsExactlyInAnyOrder("account", "base");
        assertThat(whole.isComplete()).isTrue();
        assertThat(whole.segments().get(1)).isEqualTo(new PathTemplate.Segment("act_", "account", ".x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/customers/{c}",
                "customers/{c}/",
                "customers//{c}",
                "customers/../{c}",
                "customers/{}",
                "customers/{*}",
                "customers",
                "customers/{a}{b}",
                "customers/{a",
                "customers/a}",
                "customers/{a}?x",
                "customers/{a b}",
                "customers/%41/{c}"
            })
    void refusesWhatHasNoOneReading(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceTemplate.parse(text));
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(ResourceTemplate.parse("x".repeat(508) + "/{c}").pins()).containsExactly("c");
        assertThatIllegalArgumentException().isThrownBy(() -> ResourceTemplate.parse("x".repeat(509) + "/{c}"));
    }
}
