package dev.outloop.core.cases;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every driver of the vaults' cases that needs no vendor; as a consumer it runs the one of an id. */
final class VaultCases implements Consumer<String> {

    static List<FaultCase> all() {
        return Stream.of(VaultAnswerCases.all(), VaultLeaseCases.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void accept(String id) {
        FaultCase.run(all(), id);
    }
}
