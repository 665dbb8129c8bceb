package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.identity.AgentRuntime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A request of a known caller for an approved action, canonical and pinned. Holding one proves that admit ran. */
public final class AdmittedAction {

    private final CallScope scope;
    private final Binding binding;
    private final AgentRuntime runtime;
    private final ActionDefinition action;
    private final Map<String, String> parameters;
    private final CanonicalRequest request;
    private final List<AdmittedAction> parts;

    AdmittedAction(
            CallScope scope,
            Binding binding,
            AgentRuntime runtime,
            ActionDefinition action,
            Map<String, String> parameters,
            CanonicalRequest request,
            List<AdmittedAction> parts) {
        this.scope = scope;
        this.binding = binding;
        this.runtime = runtime;
        this.action = action;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        this.request = request;
        this.parts = List.copyOf(parts);
    }

    /** The call. */
    public CallScope scope() {
        return scope;
    }

    /** The access for the caller's workspace. */
    public Binding binding() {
        return binding;
    }

    /** The caller's runtime. */
    public AgentRuntime runtime() {
        return runtime;
    }

    /** The action. */
    public ActionDefinition action() {
        return action;
    }

    /** The declared parameters that were given, in their written form. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** What will be sent. */
    public CanonicalRequest request() {
        return request;
    }

    /** The requests that stand inside this one, each admitted as one of its own; they have none inside them. */
    public List<AdmittedAction> parts() {
        return parts;
    }
}
