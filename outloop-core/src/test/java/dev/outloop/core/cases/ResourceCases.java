package dev.outloop.core.cases;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every driver of the cases about resources; as a consumer it runs the one of an id. */
final class ResourceCases implements Consumer<String> {

    static List<FaultCase> all() {
        return Stream.of(ExchangeCases.all(), BudgetCases.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void accept(String id) {
        FaultCase.run(all(), id);
    }
}
