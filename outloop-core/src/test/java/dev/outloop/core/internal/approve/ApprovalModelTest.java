package dev.outloop.core.internal.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("In no history of answers, reloads, crashes, retries and claims")
class ApprovalModelTest {

    private static final int DEPTH = Boolean.getBoolean("outloop.full") ? 7 : 6;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isAnApprovalUsedOtherwiseThanItMay(int times) throws Exception {
        ApprovalModel model = new ApprovalModel(DEPTH, false);
        model.run(times);
        assertThat(model.steps()).isGreaterThan(3_000);
        assertThat(model.uses()).as("steps in which one was used").isGreaterThan(20);
    }

    @Test
    void isOneUsedTooOftenThoughTheLogFails() throws Exception {
        // One step deeper the reference is stricter than it has to be: a question that was written though it failed,
        // and comes
        // back by a crash after the definition has changed there and back, may be answered, as what is shown is what
        // holds.
        ApprovalModel model = new ApprovalModel(5, true);
        model.run(1);
        assertThat(model.steps()).isGreaterThan(2_000);
        assertThat(model.uses()).as("steps in which one was used").isGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KeptApproval#use",
                "ApprovalBook#end",
                "LoggedApprovals#isBoundToOther",
                "LoggedApprovals#isOutdated",
                "LoggedApprovals#keep"
            })
    void theModelSeesWhereACheckIsMissing(String check) {
        Twin twin = Twin.without("dev.outloop.core.internal.approve." + check);
        Supplier<?> run = twin.newInstance(Supplier.class, Run.class);
        assertThatThrownBy(run::get).isInstanceOf(AssertionError.class).hasMessageContaining(", but not after ");
        twin.requireReached();
    }

    @Test
    void theModelHoldsInATwinWithEverythingInIt() {
        assertThat(Twin.unchanged().newInstance(Supplier.class, Run.class).get())
                .isEqualTo(List.of("held"));
    }

    /** The model, in a twin. */
    static final class Run implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            try {
                new ApprovalModel(6, false).run(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return List.of("held");
        }
    }
}
