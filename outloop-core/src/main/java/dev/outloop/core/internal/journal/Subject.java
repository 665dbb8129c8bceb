package dev.outloop.core.internal.journal;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Name;
import dev.outloop.identity.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request at the point where it is recorded; it grows on the way. Holds names and the path template,
 * nothing that the agent chose freely. Immutable.
 */
public final class Subject {

    private static final String MALFORMED = "(malformed)";

    private final String actionId;
    private final @Nullable Workspace workspace;
    private final @Nullable AgentRuntime runtime;
    private final @Nullable String alias;
    private final @Nullable ServiceDefinition service;
    private final @Nullable ActionDefinition action;
    private final String rule;

    private Subject(
            String actionId,
            @Nullable Workspace workspace,
            @Nullable AgentRuntime runtime,
            @Nullable String alias,
            @Nullable ServiceDefinition service,
            @Nullable ActionDefinition action,
            String rule) {
        this.actionId = actionId;
        this.workspace = workspace;
        this.runtime = runtime;
        this.alias = alias;
        this.service = service;
        this.action = action;
        this.rule = rule;
    }

    /** A call of which nothing else is known. */
    public static Subject of(String actionId) {
        return new Subject(actionId, null, null, null, null, null, "");
    }

    /** Everything that is known of an admitted action. */
    public static Subject of(AdmittedAction admitted) {
        return of(admitted.scope().id())
                .caller(admitted.binding().workspace(), admitted.runtime())
                .alias(admitted.binding().access().alias())
                .action(admitted.binding().service(), admitted.action());
    }

    /** With its caller, once proven. */
    public Subject caller(Workspace workspace, AgentRuntime runtime) {
        return new Subject(actionId, workspace, runtime, alias, service, action, rule);
    }

    /** With the alias as the agent gave it; text that is no name is not kept. */
    public Subject alias(String alias) {
        return new Subject(actionId, workspace, runtime, nameOnly(alias), service, action, rule);
    }

    /** With the action that it was taken for. */
    public Subject action(ServiceDefinition service, ActionDefinition action) {
        return new Subject(actionId, workspace, runtime, alias, service, action, rule);
    }

    /** With the rule that decided; empty if none did. */
    public Subject rule(String rule) {
        return new Subject(actionId, workspace, runtime, alias, service, action, rule);
    }

    String actionId() {
        return actionId;
    }

    void writeTo(AuditRecord.Builder record) {
        if (workspace != null && runtime != null) {
            record.caller(workspace, runtime);
        }
        if (alias != null) {
            record.alias(alias);
        }
        if (service != null && action != null) {
            record.action(
                    service.name(),
                    action.name(),
                    action.method(),
                    action.path().toString());
        }
        if (!rule.isEmpty()) {
            record.rule(rule);
        }
    }

    private static String nameOnly(String alias) {
        return Name.isValid(alias) ? alias : MALFORMED;
    }
}
