package dev.outloop.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseFieldsTest {

    @Test
    void pointersAreReadByTheStandard() {
        assertThat(FieldPointer.parse("/a~1b/m~0n/*/0//~01/a*/***").segments())
                .containsExactly("a/b", "m~n", FieldPointer.ANY, "0", "", "~1", "a*", "***");
        assertThat(FieldPointer.parse("/").segments()).containsExactly("");
        assertThat(FieldPointer.parse("/" + "a".repeat(1023)).segments()).hasSize(1);
        assertThat(FieldPointer.parse("/a".repeat(32)).segments()).hasSize(32);
    }

    @Test
    void pointersAreEqualByTheirText() {
        assertThat(FieldPointer.parse("/a/*"))
                .isEqualTo(FieldPointer.parse("/a/*"))
                .hasSameHashCodeAs(FieldPointer.parse("/a/*"))
                .isNotEqualTo(FieldPointer.parse("/a/b"))
                .isNotEqualTo("/a/*")
                .hasToString("/a/*");
    }

    @ParameterizedTest
    @CsvSource({
        "'', begins",
        "a/b, begins",
        "#/a, begins",
        "/a~, ~0",
        "/a~2, ~0",
        "/~0~, ~0",
        "/~/0, ~0",
        "/**, no '**'",
        "/a/**/b, no '**'"
    })
    void otherPointersAreRefused(String pointer, String why) {
        assertThatThrownBy(() -> FieldPointer.parse(pointer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aRefusalDoesNotQuoteThePointer() {
        for (String pointer : List.of("customer-4711", "/customer-4711/~", "/customer-4711/**")) {
            assertThatThrownBy(() -> FieldPointer.parse(pointer)).hasMessageNotContaining("4711");
        }
    }

    @Test
    void longOrDeepPointersAreRefused() {
        assertThatThrownBy(() -> FieldPointer.parse("/" + "a".repeat(1024))).hasMessageContaining("1024 characters");
        assertThatThrownBy(() -> FieldPointer.parse("/a".repeat(33))).hasMessageContaining("32 segments");
    }

    @Test
    void aDeclarationNamesEachFieldOnceAndAtLeastOne() {
        ResponseFields.Builder fields = ResponseFields.builder();
        assertThatThrownBy(fields::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
        fields.include("/a").exclude("/b");
        for (String pointer : List.of("/a", "/b")) {
            assertThatThrownBy(() -> fields.include(pointer)).hasMessageContaining("once");
            assertThatThrownBy(() -> fields.exclude(pointer)).hasMessageContaining("once");
        }
        assertThat(ResponseFields.builder().exclude("/b").build().include()).isEmpty();
    }

    @Test
    void aDeclarationIsBoundedAndDoesNotChange() {
        ResponseFields.Builder fields = ResponseFields.builder();
        for (int i = 0; i < 128; i++) {
            fields.include("/a/" + i).exclude("/b/" + i);
        }
        ResponseFields built = fields.build();
        assertThat(built.include()).hasSize(128);
        assertThat(built.exclude()).hasSize(128);
        assertThatThrownBy(() -> fields.include("/c")).hasMessageContaining("256");
        assertThatThrownBy(() -> built.include().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void errorsPassOnlyIfSaid() {
        ResponseFields.Builder fields = ResponseFields.builder().include("/a").exclude("/a/b");
        ResponseFields strict = fields.build();
        assertThat(strict.errorsPass()).isFalse();
        assertThat(strict).hasToString("include [/a], exclude [/a/b]");
        assertThat(fields.passErrors().build().errorsPass()).isTrue();
        assertThat(fields.build().toString()).endsWith("errors pass");
        assertThat(strict.errorsPass()).isFalse();
    }

    @Test
    void anActionGivesAllOfItsAnswerUnlessItDeclaresFields() {
        ActionDefinition.Builder action = ActionDefinition.builder("a", "GET", PathTemplate.parse("/x"));
        assertThat(action.build().response()).isEmpty();
        ResponseFields fields = ResponseFields.builder().include("/a").build();
        assertThat(action.response(fields).build().response()).containsSame(fields);
    }
}
