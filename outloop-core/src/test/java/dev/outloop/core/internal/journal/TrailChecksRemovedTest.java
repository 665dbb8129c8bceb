package dev.outloop.core.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of tampering is found by the check that it names, and without that check is not found at all. */
class TrailChecksRemovedTest {

    private static final String HERE = "dev.outloop.core.internal.journal.";

    @ParameterizedTest
    @CsvSource({
        "link,EDITED,ChainWalk#requireLinked",
        "number,MISSING,ChainWalk#requireNumber",
        "signature,EDITED,ChainWalk#requireSigned",
        "key,WRONG_KEY,ChainWalk#requireTrusted",
        "exported,CUT,ExportedCheckpoints#isMissing",
        "stub,EDITED,RemovedSegments#requireSigned"
    })
    @SuppressWarnings("unchecked") // the fixture is a function of names
    void eachFindingRestsOnItsCheck(String attack, String kind, String check) {
        Twin twin = Twin.without(HERE + check);
        Function<String, String> without = twin.newInstance(Function.class, VerifierAttack.class);

        assertThat(new VerifierAttack().apply(attack)).isEqualTo(kind);
        assertThat(without.apply(attack)).isEqualTo("INTACT");
        twin.requireReached();
    }
}
