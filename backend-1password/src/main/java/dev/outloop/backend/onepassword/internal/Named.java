package dev.outloop.backend.onepassword.internal;

import java.util.List;

/** What has an id, which the vendor chose, and a name, which anybody may have given to several. */
interface Named {

    String id();

    /** Empty if it has none. */
    String name();

    /**
     * What a word of a reference can mean: what has it as its id, else what has exactly it as its name. An id goes first,
     * so that nothing can take another's place by being given a name that looks like an id.
     */
    static <T extends Named> List<T> meant(List<T> all, String word) {
        List<T> byId = all.stream().filter(one -> one.id().equals(word)).toList();
        return byId.isEmpty() ? exactlyNamed(all, word) : byId;
    }

    /** Those of exactly that name: a server's own filter may also find names that differ in case or are only like it. */
    static <T extends Named> List<T> exactlyNamed(List<T> all, String name) {
        return all.stream().filter(one -> !differs(one.name(), name)).toList();
    }

    /** Whether a name is another than the one that was asked for, be it in case alone. */
    static boolean differs(String name, String wanted) {
        return !name.equals(wanted);
    }
}
