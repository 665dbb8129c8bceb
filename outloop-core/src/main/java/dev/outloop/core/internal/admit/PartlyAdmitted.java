package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import java.util.Map;
import java.util.Set;

/**
 * A request of which some parameters are not known, as far as it can be admitted.
 *
 * @param binding the access for the workspace
 * @param action the action
 * @param parameters the values that are known
 * @param unknown the declared parameters whose values are not
 * @param open the parameters that could still keep it from being admitted
 */
public record PartlyAdmitted(
        Binding binding,
        ActionDefinition action,
        Map<String, String> parameters,
        Set<String> unknown,
        Set<String> open) {

    /** Copies. */
    public PartlyAdmitted {
        parameters = Map.copyOf(parameters);
        unknown = Set.copyOf(unknown);
        open = Set.copyOf(open);
    }
}
