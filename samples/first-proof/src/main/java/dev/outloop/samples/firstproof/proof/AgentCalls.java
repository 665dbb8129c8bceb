package dev.outloop.samples.firstproof.proof;

import dev.outloop.BrokerControl;
import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import java.util.List;

/** The calls of the proof, in their order: those that have to come through first, so that the counters have counted. */
final class AgentCalls {

    static final String FOREIGN_ALIAS = "alias of another workspace";
    static final String UNKNOWN_ALIAS = "alias of nobody";

    private final Caller acme;
    private final Caller globex;
    private final Caller otherRuntime;

    AgentCalls(BrokerControl control) {
        this.acme = control.assertCaller("acme", "claude-code");
        this.globex = control.assertCaller("globex", "claude-code");
        this.otherRuntime = control.assertCaller("acme", "cursor");
    }

    List<AgentCall> all() {
        return List.of(
                allowed("key back in JSON", echo(acme, "json"), 200, Proof.ACME_ACCOUNT),
                allowed("key back in a header, cookie", echo(acme, "header"), 200, Proof.ACME_ACCOUNT),
                allowed("key back in base64", echo(acme, "base64"), 200, Proof.ACME_ACCOUNT),
                allowed("key back in gzip", echo(acme, "gzip"), 200, Proof.ACME_ACCOUNT),
                allowed("key back in an error page", echo(acme, "error"), 500, Proof.ACME_ACCOUNT),
                allowed("key back in hex and percent", echo(acme, "codes"), 200, Proof.ACME_ACCOUNT),
                allowed("the same as a raw GET", raw(acme, "GET", path(Proof.ACME_ACCOUNT)), 200, Proof.ACME_ACCOUNT),
                allowed("globex, its own account", echo(globex, "json"), 200, Proof.GLOBEX_ACCOUNT),
                refused("wrong account, by parameter", wrongParameter(), ErrorCode.PIN_MISMATCH),
                refused("wrong account, by path", raw(acme, "GET", path(Proof.GLOBEX_ACCOUNT)), ErrorCode.PIN_MISMATCH),
                refused(FOREIGN_ALIAS, typed(acme, "ads", "echo"), ErrorCode.ALIAS_UNKNOWN),
                refused(UNKNOWN_ALIAS, typed(acme, "nothing", "echo"), ErrorCode.ALIAS_UNKNOWN),
                refused("action not approved", action(acme, "crm", "erase"), ErrorCode.ACTION_NOT_APPROVED),
                refused("path not approved", raw(acme, "GET", "/admin/keys"), ErrorCode.ACTION_NOT_APPROVED),
                refused("runtime not allowed", echo(otherRuntime, "json"), ErrorCode.RUNTIME_NOT_ALLOWED));
    }

    private static AgentCall allowed(String name, ActionRequest request, int status, String account) {
        return new AgentCall(name, request, Integer.toString(status), account);
    }

    private static AgentCall refused(String name, ActionRequest request, ErrorCode code) {
        return new AgentCall(name, request, code.name(), "");
    }

    private static ActionRequest echo(Caller caller, String how) {
        return ActionRequest.action(caller, "crm", "echo").with("how", how).build();
    }

    private static ActionRequest typed(Caller caller, String alias, String action) {
        return ActionRequest.action(caller, alias, action).with("how", "json").build();
    }

    private static ActionRequest action(Caller caller, String alias, String action) {
        return ActionRequest.action(caller, alias, action).build();
    }

    private ActionRequest wrongParameter() {
        return ActionRequest.action(acme, "crm", "echo")
                .with("how", "json")
                .with("account", Proof.GLOBEX_ACCOUNT)
                .build();
    }

    private static ActionRequest raw(Caller caller, String method, String path) {
        return ActionRequest.http(caller, "crm", method, path).build();
    }

    private static String path(String account) {
        return "/tenants/" + account + "/echo/json";
    }
}
