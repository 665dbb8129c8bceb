package dev.outloop.core.internal.approve;

import java.util.ArrayList;
import java.util.List;

/**
 * What approvals are, in the fewest words: a list of what was asked, and what has become of each. It knows neither logs nor
 * crashes. Its text tells its states apart.
 */
final class ModelReference {

    static final String VOID = "void";
    static final int HOURS_TO_USE = 1;

    /** One that was asked. */
    static final class One {
        final String id;
        final String definition;
        boolean maySayYes;
        boolean yes;
        boolean no;
        boolean over;
        int uses;
        int hour;

        One(String id, String definition) {
            this.id = id;
            this.definition = definition;
        }

        boolean waits() {
            return !yes && !no && !over;
        }

        @Override
        public String toString() {
            return id + definition + maySayYes + yes + no + over + uses + "@" + hour;
        }
    }

    final int times;
    final List<One> all = new ArrayList<>();
    String current;
    int hour;

    ModelReference(int times, String current) {
        this.times = times;
        this.current = current;
    }

    ModelReference copy() {
        ModelReference copy = new ModelReference(times, current);
        copy.hour = hour;
        for (One one : all) {
            One other = new One(one.id, one.definition);
            other.maySayYes = one.maySayYes;
            other.yes = one.yes;
            other.no = one.no;
            other.over = one.over;
            other.uses = one.uses;
            other.hour = one.hour;
            copy.all.add(other);
        }
        return copy;
    }

    /** The one that holds the request up or lets it through: there is at most one. */
    One open() {
        return all.stream()
                .filter(one -> one.waits() || one.no && !one.over || isUsable(one))
                .findFirst()
                .orElse(null);
    }

    boolean isUsable(One one) {
        return one.yes && !one.over && one.uses < times;
    }

    void later() {
        hour += 2;
        all.forEach(one -> one.over |= one.yes && hour - one.hour >= HOURS_TO_USE);
    }

    void reload(String definition) {
        current = definition;
        all.forEach(one -> one.over |= !one.definition.equals(definition));
    }

    One named(String id) {
        return all.stream().filter(one -> one.id.equals(id)).findFirst().orElseThrow();
    }

    @Override
    public String toString() {
        return current + hour + all;
    }
}
