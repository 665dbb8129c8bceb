package dev.outloop.core.internal.authorize;

import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.contract.PolicyEvaluatorContract;
import dev.outloop.testkit.contract.PolicyInputs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The built-in evaluators keep the contract")
class BuiltInContractTest {

    abstract static class Kept implements PolicyEvaluatorContract {
        private final int index;

        Kept(int index) {
            this.index = index;
        }

        @Override
        public PolicyEvaluator evaluator() {
            return BuiltInEvaluators.all().get(index);
        }

        @Override
        public List<PolicyInput> inputs() {
            return List.of(
                    PolicyInputs.sample(),
                    PolicyInputs.sample("POST", Map.of("name", "value")).build());
        }
    }

    @Nested
    class Runtime extends Kept {
        Runtime() {
            super(0);
        }
    }

    @Nested
    class AllowedActions extends Kept {
        AllowedActions() {
            super(1);
        }
    }

    @Nested
    class Expiry extends Kept {
        Expiry() {
            super(2);
        }
    }

    @Nested
    class ReadOnly extends Kept {
        ReadOnly() {
            super(3);
        }
    }
}
