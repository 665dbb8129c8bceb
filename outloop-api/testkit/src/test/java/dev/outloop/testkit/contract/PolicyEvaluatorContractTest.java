package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEvaluatorContractTest {

    static class Good implements PolicyEvaluatorContract {
        private final PolicyEvaluator evaluator = new PolicyEvaluator() {
            @Override
            public Decision evaluate(PolicyInput input) {
                return decide(input);
            }

            @Override
            public String name() {
                return "reading";
            }
        };

        @Override
        public PolicyEvaluator evaluator() {
            return evaluator;
        }

        @Override
        public List<PolicyInput> inputs() {
            return List.of(PolicyInputs.sample());
        }

        Decision decide(PolicyInput input) {
            return input.action().readOnly() ? Decision.allow("reading") : Decision.deny("reading", "Ask to read.");
        }
    }

    static class Null extends Good {
        @Override
        Decision decide(PolicyInput input) {
            return null;
        }
    }

    static class Throwing extends Good {
        @Override
        Decision decide(PolicyInput input) {
            throw new IllegalStateException();
        }
    }

    static class Counting extends Good {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        Decision decide(PolicyInput input) {
            return calls.incrementAndGet() > 20 ? Decision.deny("budget", "Stop.") : Decision.allow("budget");
        }
    }

    static class ThreadBound extends Good {
        private final ThreadLocal<Boolean> first = ThreadLocal.withInitial(() -> false);
        private final Thread home = Thread.currentThread();

        @Override
        Decision decide(PolicyInput input) {
            return Thread.currentThread() == home || first.get() ? Decision.allow("home") : Decision.none();
        }
    }

    static class Telling extends Good {
        @Override
        Decision decide(PolicyInput input) {
            return Decision.deny("telling", "Not with " + input.parameters());
        }
    }

    static class Nameless extends Good {
        @Override
        public PolicyEvaluator evaluator() {
            return new PolicyEvaluator() {
                @Override
                public Decision evaluate(PolicyInput input) {
                    return Decision.none();
                }
            };
        }
    }

    static class Unquestioned extends Good {
        @Override
        public List<PolicyInput> inputs() {
            return List.of();
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(Null.class, "alwaysDecides"),
                arguments(Unquestioned.class, "alwaysDecides"),
                arguments(Throwing.class, "alwaysDecides"),
                arguments(Counting.class, "isPure"),
                arguments(ThreadBound.class, "isThreadSafe"),
                arguments(Telling.class, "valuesAreNotTold"),
                arguments(Nameless.class, "hasAName"));
    }

    @Test
    void goodEvaluatorPasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badEvaluatorFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}
