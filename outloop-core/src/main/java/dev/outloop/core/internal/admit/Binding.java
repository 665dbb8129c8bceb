package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One access for one workspace: the unit that credentials, pins and connections are kept apart by.
 *
 * <p>Its definitions are immutable. The next snapshot has the same binding anew where nothing of it has changed, for the
 * same {@link Tenure}; where something has, the tenure ends.
 */
public final class Binding {

    private final Workspace workspace;
    private final Access access;
    private final ServiceDefinition service;
    private final Map<String, String> pins;
    private final Map<String, SecretRef> secrets;
    private final Tenure tenure;
    private volatile @Nullable String definition;

    Binding(Workspace workspace, Access access, Access.Grant grant, ServiceDefinition service) {
        this.workspace = workspace;
        this.access = access;
        this.service = service;
        this.pins = grant.pins();
        this.secrets = access.secretsFor(workspace.name());
        this.tenure = new Tenure();
    }

    private Binding(Binding same, Tenure tenure) {
        this.workspace = same.workspace;
        this.access = same.access;
        this.service = same.service;
        this.pins = same.pins;
        this.secrets = same.secrets;
        this.definition = same.definition();
        this.tenure = tenure;
    }

    /** This binding, for the tenure of the one before if nothing has changed. */
    Binding after(@Nullable Binding before) {
        return before != null && isUnchanged(before) ? new Binding(this, before.tenure) : this;
    }

    private boolean isUnchanged(Binding before) {
        return !before.tenure.hasEnded() && before.definition().equals(definition());
    }

    /** The workspace. */
    public Workspace workspace() {
        return workspace;
    }

    /** The access. */
    public Access access() {
        return access;
    }

    /** The service. */
    public ServiceDefinition service() {
        return service;
    }

    /** The pinned values of this workspace. */
    public Map<String, String> pins() {
        return pins;
    }

    /** Where each part of the credential lies for this workspace. */
    public Map<String, SecretRef> secrets() {
        return secrets;
    }

    /** The hash of everything that it grants and of the service as defined, in hexadecimal digits. */
    public String definition() {
        String hash = definition;
        if (hash == null) {
            hash = DefinitionHash.ofGrant(workspace, access, pins, secrets, service);
            definition = hash;
        }
        return hash;
    }

    /** What lasts as long as nothing of this changes. */
    public Tenure tenure() {
        return tenure;
    }

    /** Lets a call in; if the tenure has ended, the call is stopped with ACCESS_CHANGED. */
    public void enter(CallScope scope) {
        tenure.enter(scope);
    }

    /** The call is over. */
    public void leave(CallScope scope) {
        tenure.leave(scope);
    }

    /** Ends the tenure and stops its running calls with the reason. */
    public void end(ErrorCode reason) {
        tenure.end(reason);
    }

    /** {@code workspace/alias}, unique in a snapshot. */
    @Override
    public String toString() {
        return workspace.name() + "/" + access.alias();
    }
}
