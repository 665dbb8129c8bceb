package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request was found to be about, as far as it was read. Immutable. */
public final class Found {

    private final Binding binding;
    private final @Nullable ActionDefinition action;

    Found(Binding binding, @Nullable ActionDefinition action) {
        this.binding = binding;
        this.action = action;
    }

    /** The access for the caller's workspace. */
    public Binding binding() {
        return binding;
    }

    /** The action, once it was found. */
    public Optional<ActionDefinition> action() {
        return Optional.ofNullable(action);
    }
}
