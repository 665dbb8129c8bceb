package dev.outloop.action;

import java.util.Objects;

/** What an agent may ask for, as far as it may know. Immutable. */
public final class ActionSummary {

    private final String alias;
    private final ActionDefinition action;

    private ActionSummary(String alias, ActionDefinition action) {
        this.alias = Objects.requireNonNull(alias, "alias");
        this.action = Objects.requireNonNull(action, "action");
    }

    /** The action under that alias. */
    public static ActionSummary of(String alias, ActionDefinition action) {
        return new ActionSummary(alias, action);
    }

    /** The alias to ask with. */
    public String alias() {
        return alias;
    }

    /** The action, with its parameters. */
    public ActionDefinition action() {
        return action;
    }

    @Override
    public String toString() {
        return alias + " " + action.name();
    }
}
