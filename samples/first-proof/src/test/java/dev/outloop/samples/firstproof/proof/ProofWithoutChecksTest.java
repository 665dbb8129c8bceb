package dev.outloop.samples.firstproof.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The proof has to fail where what it proves is taken out of the engine. */
class ProofWithoutChecksTest {

    private static final String PROOF = "dev.outloop.samples.firstproof";
    private static final String ENGINE = "dev.outloop.core.internal.";

    @Test
    void holdsInATwinWithEverythingInIt() throws Exception {
        assertThat(run(Twin.unchanged(PROOF))).startsWith("0\n").contains("Held: all ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redact.KnownSecrets#scan       | NOT HELD: key back in JSON: what the agent saw
                    redact.Cutter#passAround       | NOT HELD: key back in JSON: nothing was redacted
                    admit.PinRules#requirePinned   | NOT HELD: wrong account, by path: what the agent saw
                    journal.Ledger#append          | NOT HELD: the proof broke off
                    journal.Ledger#await           | NOT HELD: key back in JSON: vault calls behind a durable attempt
                    journal.Journal#outcome        | NOT HELD: trail: not every attempt has its outcome
                    journal.Journal#denied         | NOT HELD: the proof broke off
                    """)
    void doesNotHoldWithout(String method, String broken) throws Exception {
        Twin twin = Twin.without(ENGINE + method, PROOF);
        assertThat(run(twin)).startsWith("1\n").contains(broken);
        twin.requireReached();
    }

    @Test
    void doesNotHoldWhereHeadersPassUnredacted() throws Exception {
        Twin twin = Twin.passingThrough(ENGINE + "redact.HeadRedaction#redact", PROOF);
        assertThat(run(twin)).startsWith("1\n").contains("NOT HELD: key back in a header, cookie: what the agent saw");
        twin.requireReached();
    }

    private static String run(Twin twin) throws Exception {
        Supplier<?> proof = twin.newInstance(Supplier.class, RunProof.class);
        return String.valueOf(twin.<Object>call(proof::get));
    }
}
