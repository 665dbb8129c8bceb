package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerChecksRemovedTest {

    private static final String CALLERS = "dev.outloop.core.internal.admit.Callers#";

    @ParameterizedTest
    @CsvSource({"revoked, requireRecognised", "sold, requireCurrent"})
    void eachEndOfACallerRestsOnItsCheck(String how, String check) {
        assertThat(new EndedCaller().apply("still valid")).isEqualTo("let through");
        assertThat(new EndedCaller().apply(how)).isEqualTo("CALLER_NOT_RECOGNISED");

        Twin twin = Twin.without(CALLERS + check);

        assertThat(ask(twin, how)).isEqualTo("let through");
        twin.requireReached();
    }

    @SuppressWarnings("unchecked") // the fixture is an operator on words
    private static String ask(Twin twin, String how) {
        return ((UnaryOperator<String>) twin.newInstance(UnaryOperator.class, EndedCaller.class)).apply(how);
    }
}
