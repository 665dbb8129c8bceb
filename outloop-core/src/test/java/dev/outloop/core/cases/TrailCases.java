package dev.outloop.core.cases;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every driver of the trail's cases; as a consumer it runs the one of an id. */
final class TrailCases implements Consumer<String> {

    static List<FaultCase> all() {
        return Stream.of(KillCases.all(), DiskCases.all(), LoadCases.all(), ContentCases.all(), TamperCases.all())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void accept(String id) {
        FaultCase.run(all(), id);
    }
}
