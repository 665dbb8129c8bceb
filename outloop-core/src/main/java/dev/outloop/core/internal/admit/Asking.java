package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionRequest;

/**
 * One request as it is read: what is asked, and under which access.
 *
 * @param nested whether it stands inside another
 */
record Asking(ActionRequest request, CallScope scope, CompiledService service, Binding binding, boolean nested) {

    /** A request that stands inside this one. */
    Asking part(ActionRequest inside) {
        return new Asking(inside, scope, service, binding, true);
    }

    /** Names no value of the request. */
    @Override
    public String toString() {
        return "Asking[" + binding + "]";
    }
}
