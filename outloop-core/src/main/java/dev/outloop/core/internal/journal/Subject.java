package dev.outloop.core.internal.journal;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Name;
import dev.outloop.identity.Workspace;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request at the point where it is recorded; it grows on the way. Holds names and the path template;
 * of what the agent chose only what the definitions let on the trail. Immutable: each method gives another one.
 */
public final class Subject {

    private static final String MALFORMED = "(malformed)";

    private final String actionId;
    private @Nullable Workspace workspace;
    private @Nullable AgentRuntime runtime;
    private @Nullable String alias;
    private @Nullable ServiceDefinition service;
    private @Nullable ActionDefinition action;
    private @Nullable AdmittedAction admitted;
    private @Nullable Marks marks;
    private String rule = "";
    private String approval = "";

    private Subject(String actionId) {
        this.actionId = actionId;
    }

    private Subject(Subject other) {
        this.actionId = other.actionId;
        this.workspace = other.workspace;
        this.runtime = other.runtime;
        this.alias = other.alias;
        this.service = other.service;
        this.action = other.action;
        this.admitted = other.admitted;
        this.marks = other.marks;
        this.rule = other.rule;
        this.approval = other.approval;
    }

    /** A call of which nothing else is known. */
    public static Subject of(String actionId) {
        return new Subject(actionId);
    }

    /** Everything that is known of an admitted action. */
    public static Subject of(AdmittedAction admitted) {
        Subject subject = new Subject(admitted.scope().id());
        subject.workspace = admitted.binding().workspace();
        subject.runtime = admitted.runtime();
        subject.alias = admitted.binding().access().alias();
        subject.service = admitted.binding().service();
        subject.action = admitted.action();
        subject.admitted = admitted;
        return subject;
    }

    /** With its caller, once proven. */
    public Subject caller(Workspace workspace, AgentRuntime runtime) {
        Subject next = new Subject(this);
        next.workspace = workspace;
        next.runtime = runtime;
        return next;
    }

    /** With the alias as the agent gave it; text that is no name is not kept. */
    public Subject alias(String alias) {
        Subject next = new Subject(this);
        next.alias = nameOnly(alias);
        return next;
    }

    /** With the action that it was taken for. */
    public Subject action(ServiceDefinition service, ActionDefinition action) {
        Subject next = new Subject(this);
        next.service = service;
        next.action = action;
        return next;
    }

    /** With the rule that decided; empty if none did. */
    public Subject rule(String rule) {
        Subject next = new Subject(this);
        next.rule = rule;
        return next;
    }

    /** With the approval that it waits for or uses; empty for none. */
    public Subject approval(String id) {
        Subject next = new Subject(this);
        next.approval = id;
        return next;
    }

    /** With fingerprint and parameters, where it was admitted. */
    Subject marked(Marker marker) {
        if (admitted == null) {
            return this;
        }
        Subject next = new Subject(this);
        next.marks = marker.mark(admitted);
        return next;
    }

    /** What both say alike, under this one's id. */
    Subject common(Subject other) {
        Subject next = new Subject(this);
        boolean sameAction = Objects.equals(name(service), name(other.service))
                && action != null
                && other.action != null
                && action.name().equals(other.action.name());
        next.alias = Objects.equals(alias, other.alias) ? alias : null;
        next.service = sameAction ? service : null;
        next.action = sameAction ? action : null;
        next.marks = Objects.equals(marks, other.marks) ? marks : null;
        next.rule = rule.equals(other.rule) ? rule : "";
        next.approval = approval.equals(other.approval) ? approval : "";
        return next;
    }

    String actionId() {
        return actionId;
    }

    /** Who asked, as text that tells callers apart; all that nobody has proven are one. */
    String callerKey() {
        return workspace == null || runtime == null ? "" : workspace.name() + "/" + runtime.name();
    }

    void writeTo(AuditRecord.Builder record) {
        writeCaller(record);
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
        if (!approval.isEmpty()) {
            record.approval(approval);
        }
        if (marks != null) {
            marks.writeTo(record);
        }
    }

    /** Only what a record is searched by. */
    void writeNamesTo(AuditRecord.Builder record) {
        writeCaller(record);
        if (service != null && action != null) {
            record.action(service.name(), action.name());
        }
    }

    private void writeCaller(AuditRecord.Builder record) {
        if (workspace != null && runtime != null) {
            record.caller(workspace, runtime);
        }
        if (alias != null) {
            record.alias(alias);
        }
    }

    private static @Nullable String name(@Nullable ServiceDefinition service) {
        return service == null ? null : service.name();
    }

    private static String nameOnly(String alias) {
        return Name.isValid(alias) ? alias : MALFORMED;
    }
}
