package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One access for one workspace: the unit that credentials, pins and connections are kept apart by.
 *
 * <p>Its definitions are immutable; when they change or the access is revoked, the binding ends, and with it every call
 * that entered it. An ended binding lets no call in, so no call can miss the change.
 */
public final class Binding {

    private final Workspace workspace;
    private final Access access;
    private final ServiceDefinition service;
    private final Map<String, String> pins;
    private final Map<String, SecretRef> secrets;
    private final Set<CallScope> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String definition;
    private volatile boolean ended;

    Binding(Workspace workspace, Access access, Access.Grant grant, ServiceDefinition service) {
        this.workspace = workspace;
        this.access = access;
        this.service = service;
        this.pins = grant.pins();
        this.secrets = access.secretsFor(workspace.name());
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

    /** Lets a call in; if the binding has ended, the call is stopped with ACCESS_CHANGED. */
    public void enter(CallScope scope) {
        running.add(scope);
        if (ended) {
            scope.stop(ErrorCode.ACCESS_CHANGED);
        }
    }

    /** The call is over. */
    public void leave(CallScope scope) {
        running.remove(scope);
    }

    /** Ends the binding and stops its running calls with the reason. */
    public void end(ErrorCode reason) {
        ended = true;
        running.forEach(scope -> scope.stop(reason));
    }

    /** {@code workspace/alias}, unique in a snapshot. */
    @Override
    public String toString() {
        return workspace.name() + "/" + access.alias();
    }
}
