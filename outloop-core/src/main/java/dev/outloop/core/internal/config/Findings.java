package dev.outloop.core.internal.config;

import java.util.ArrayList;
import java.util.List;

/** Collects findings. One thread. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(String subject, String sentence) {
        all.add(new Finding(subject, sentence, null));
    }

    void add(String subject, String sentence, String about) {
        all.add(new Finding(subject, sentence, about));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
