package dev.outloop.samples.firstproof.proof;

import dev.outloop.action.ActionResult;

/**
 * What one call did, by counters before and after it.
 *
 * @param call the call
 * @param result how it ended
 * @param saw the status or code that the agent saw
 * @param vault how often the vault was asked
 * @param durableVault how many of these times the attempt was on the disk before
 * @param requests how many requests the API got
 * @param connections how many connections the API got
 * @param cuts how many places the broker says that it redacted
 * @param keysSent in how many places of what the API sent the key was
 * @param keysSeen in how many places of what the agent got the key was
 * @param records how many records the trail grew by
 * @param durableRefusal whether the last of them is a refusal that is on the disk
 * @param reachedAccount whether the API answered for the account that the call is for
 */
record Measured(
        AgentCall call,
        ActionResult result,
        String saw,
        int vault,
        int durableVault,
        int requests,
        int connections,
        long cuts,
        int keysSent,
        int keysSeen,
        int records,
        boolean durableRefusal,
        boolean reachedAccount) {

    /** What every one of these has to be. */
    void judge(Expectations expect) {
        String name = call.name() + ": ";
        expect.same(name + "what the agent saw", call.expected(), saw);
        expect.same(name + "places with the key in what the agent got", 0, keysSeen);
        if (call.isAllowed()) {
            expect.same(name + "vault calls", 1, vault);
            expect.same(name + "vault calls behind a durable attempt", 1, durableVault);
            expect.same(name + "API calls", 1, requests);
            expect.hold(cuts > 0, name + "nothing was redacted");
            expect.hold(keysSent > 0, name + "the API did not send the key, so its absence shows nothing");
            expect.hold(reachedAccount, name + "the API answered for another account");
            expect.same(name + "records on the trail", 2, records);
            expect.hold(isCheckedAndRecorded(), name + "the answer was not checked, or its outcome not recorded");
        } else {
            expect.same(name + "vault calls", 0, vault);
            expect.same(name + "API calls", 0, requests);
            expect.same(name + "connections to the API", 0, connections);
            expect.same(name + "records on the trail", 1, records);
            expect.hold(durableRefusal, name + "the refusal is not durable on the trail");
        }
    }

    private boolean isCheckedAndRecorded() {
        return result instanceof ActionResult.Completed completed
                && completed.outcomeRecorded()
                && completed.exposure() == dev.outloop.action.Exposure.NONE_FOUND;
    }
}
