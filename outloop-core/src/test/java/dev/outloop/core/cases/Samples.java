package dev.outloop.core.cases;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Of what takes long and is much alike: all in a full run, every fourth in a quick one, beginning with the first. */
final class Samples {

    private static final int EVERY = Boolean.getBoolean("outloop.full") ? 1 : 4;

    private Samples() {}

    static <T> Stream<T> of(List<T> all) {
        return IntStream.range(0, all.size()).filter(i -> i % EVERY == 0).mapToObj(all::get);
    }
}
