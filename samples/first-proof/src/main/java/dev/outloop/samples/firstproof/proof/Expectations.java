package dev.outloop.samples.firstproof.proof;

import java.util.ArrayList;
import java.util.List;

/** What has to hold for the proof to be one, and what of it did not. One thread. */
final class Expectations {

    private final List<String> broken = new ArrayList<>();
    private int asked;

    void hold(boolean holds, String sentence) {
        asked++;
        if (!holds) {
            broken.add(sentence);
        }
    }

    void same(String what, Object expected, Object measured) {
        hold(expected.equals(measured), what + ": expected " + expected + ", measured " + measured);
    }

    /** What did not hold, in order. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    int asked() {
        return asked;
    }
}
