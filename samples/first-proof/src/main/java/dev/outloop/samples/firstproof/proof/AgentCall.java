package dev.outloop.samples.firstproof.proof;

import dev.outloop.action.ActionRequest;

/**
 * A call as an agent would make it, and how it has to end.
 *
 * @param name what it shows, in a few words
 * @param request the request
 * @param expected a status, or the code of a refusal
 * @param account the account that the API has to see; empty for a refusal
 */
record AgentCall(String name, ActionRequest request, String expected, String account) {

    boolean isAllowed() {
        return !account.isEmpty();
    }
}
