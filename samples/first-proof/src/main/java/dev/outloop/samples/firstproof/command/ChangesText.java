package dev.outloop.samples.firstproof.command;

import dev.outloop.core.ConfigChange;
import dev.outloop.core.ConfigChanges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Changes of a configuration as a person reads them: what is the same for many workspaces stands in one line. */
final class ChangesText {

    private static final int NAMED = 5;

    private ChangesText() {}

    static List<String> of(ConfigChanges changes) {
        Map<String, List<ConfigChange>> equal = new LinkedHashMap<>();
        for (ConfigChange change : changes.all()) {
            String rest = rest(change);
            equal.computeIfAbsent(change.type() + " " + owner(change) + rest, none -> new ArrayList<>())
                    .add(change);
        }
        return equal.values().stream().map(ChangesText::line).toList();
    }

    static String summary(ConfigChanges changes) {
        if (changes.isEmpty()) {
            return "nothing would change";
        }
        int moves = changes.moves().size();
        return changes.all().size() + " change(s)"
                + (moves == 0 ? "" : "; !! " + moves + " of them move an alias to another account");
    }

    private static String line(List<ConfigChange> equal) {
        ConfigChange first = equal.get(0);
        String sign = first.movesAccount()
                ? "!!"
                : first.what().isEmpty() ? first.kind() == ConfigChange.Kind.ADDED ? "+ " : "- " : "~ ";
        String of = first.type().equals("access") ? " of " + workspaces(equal) : "";
        return sign + " " + first.type() + " " + first.name() + of + rest(first);
    }

    private static String owner(ConfigChange change) {
        return change.name() + (change.movesAccount() ? "!" : "");
    }

    private static String rest(ConfigChange change) {
        String what = change.what().isEmpty() ? "" : change.what();
        String before = change.before().orElse("");
        String after = change.after().orElse("");
        String values = change.before().isPresent() && change.after().isPresent()
                ? before + " -> " + after
                : change.before().isPresent() ? before + " is gone" : after;
        return (what + " " + values).isBlank() ? "" : ": " + (what + " " + values).strip();
    }

    private static String workspaces(List<ConfigChange> equal) {
        List<String> names = equal.stream()
                .map(change -> change.workspace().orElse(""))
                .distinct()
                .toList();
        int more = names.size() - NAMED;
        return String.join(", ", names.subList(0, Math.min(names.size(), NAMED)))
                + (more > 0 ? " and " + more + " more" : "");
    }
}
