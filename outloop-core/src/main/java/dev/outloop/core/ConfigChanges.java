package dev.outloop.core;

import dev.outloop.core.ConfigChange.Kind;
import dev.outloop.core.ConfigChange.Subject;
import dev.outloop.core.ConfigFacts.Fact;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** In what a configuration differs from another: what would change if it took the other's place. Immutable. */
public final class ConfigChanges {

    private final List<ConfigChange> all;

    private ConfigChanges(List<ConfigChange> all) {
        this.all = List.copyOf(all);
    }

    /** What changes from one to the other: vaults, services, workspaces, what each may use, limits and rules. */
    public static ConfigChanges between(BrokerConfig before, BrokerConfig after) {
        Map<Subject, Map<String, Fact>> old = ConfigFacts.of(before);
        Map<Subject, Map<String, Fact>> present = ConfigFacts.of(after);
        Set<Subject> subjects = new LinkedHashSet<>(old.keySet());
        subjects.addAll(present.keySet());
        List<ConfigChange> changes = new ArrayList<>();
        for (Subject subject : subjects) {
            Map<String, Fact> then = old.get(subject);
            Map<String, Fact> now = present.get(subject);
            if (then == null && now != null) {
                changes.add(new ConfigChange(subject, Kind.ADDED, "", null, text(now), false));
            } else if (now == null && then != null) {
                changes.add(new ConfigChange(subject, Kind.REMOVED, "", text(then), null, false));
            } else if (now != null && then != null) {
                compare(subject, then, now, changes);
            }
        }
        return new ConfigChanges(changes);
    }

    /** Each change, in the order vaults, services, workspaces, accesses, limits, rules. */
    public List<ConfigChange> all() {
        return all;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Those after which a workspace reaches another account under an alias that it has already. */
    public List<ConfigChange> moves() {
        return all.stream().filter(ConfigChange::movesAccount).toList();
    }

    private static void compare(
            Subject subject, Map<String, Fact> then, Map<String, Fact> now, List<ConfigChange> changes) {
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            Fact was = then.get(name);
            Fact is = now.get(name);
            if (!Objects.equals(value(was), value(is))) {
                Kind kind = was == null ? Kind.ADDED : is == null ? Kind.REMOVED : Kind.CHANGED;
                boolean moves = (was != null && was.tellsAccount()) || (is != null && is.tellsAccount());
                changes.add(new ConfigChange(subject, kind, name, text(was), text(is), moves));
            }
        }
    }

    private static @Nullable Object value(@Nullable Fact fact) {
        return fact == null ? null : fact.value();
    }

    private static @Nullable String text(@Nullable Fact fact) {
        return fact == null ? null : fact.text();
    }

    private static String text(Map<String, Fact> facts) {
        return facts.entrySet().stream()
                .filter(fact -> fact.getValue().tellsMuch())
                .map(fact -> fact.getKey() + " " + fact.getValue().text())
                .collect(Collectors.joining(", "));
    }

    /** Each change in a line. */
    @Override
    public String toString() {
        return all.stream().map(ConfigChange::toString).collect(Collectors.joining("\n"));
    }
}
