package dev.outloop.core.internal.replay;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Recalled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a record holds of a request's parameters: values, fingerprints, or nothing. */
final class Recollection {

    private static final String PARAMETER = "param.";
    private static final String FINGERPRINT = "hmac:";
    private static final String CUT_OUT = "[redacted]";

    private Recollection() {}

    /**
     * What is known of a request.
     *
     * @param before the action as it was defined then, if that is known
     * @param now the action as it is defined now, if there is one
     */
    static Recalled of(Trace trace, Optional<ActionDefinition> before, Optional<ActionDefinition> now) {
        Map<String, String> known = new HashMap<>();
        Set<String> given = new HashSet<>();
        trace.fields().forEach((field, value) -> {
            if (field.startsWith(PARAMETER)) {
                String name = field.substring(PARAMETER.length());
                String text = value.toString();
                if (isWhole(text)) {
                    known.put(name, text);
                } else {
                    given.add(name);
                }
            }
        });
        Set<String> doubtful = new HashSet<>();
        boolean all = before.isPresent()
                && trace.isAdmitted()
                && trace.text("params_omitted").isEmpty();
        List<ParameterDefinition> parameters =
                before.or(() -> now).map(ActionDefinition::parameters).orElse(List.of());
        for (ParameterDefinition parameter : parameters) {
            boolean told = all && parameter.audit() != ParameterAudit.NONE;
            if (!told && !known.containsKey(parameter.name()) && !given.contains(parameter.name())) {
                doubtful.add(parameter.name());
            }
        }
        return new Recalled(known, given, doubtful);
    }

    /** Nothing is known, not even what was given. */
    static Recalled nothing(ActionDefinition action) {
        return new Recalled(
                Map.of(),
                Set.of(),
                action.parameters().stream().map(ParameterDefinition::name).collect(Collectors.toSet()));
    }

    /** Whether every parameter in the path is known. */
    static boolean hasPath(ActionDefinition action, Recalled recalled) {
        return recalled.known().keySet().containsAll(pathOf(action));
    }

    /** The parameters in the path. */
    static Set<String> pathOf(ActionDefinition action) {
        return action.parameters().stream()
                .filter(parameter -> parameter.location() == ParameterLocation.PATH)
                .map(ParameterDefinition::name)
                .collect(Collectors.toSet());
    }

    /** A record cuts what is long, and secrets; both leave another text than the value. */
    private static boolean isWhole(String text) {
        return !text.startsWith(FINGERPRINT) && text.length() < AuditRecord.MAX_CHARS - 1 && !text.contains(CUT_OUT);
    }
}
