package dev.outloop.error;

import java.util.List;
import java.util.Optional;

/**
 * The reason why a request was refused or stopped: a stable name that programs may compare, and who has to act.
 *
 * <p>The set grows with the library, so this is a class of constants and not an enum: never write a switch over it that
 * has no default. Every code that can reach an agent or the trail is listed here. Instances are immutable, compared by identity, and
 * safe for use by any thread.
 */
public final class ErrorCode {

    /** Who has to act on a code. This set is closed. */
    public enum Kind {
        /** The request has to be changed by whoever wrote it. */
        CALLER,
        /** The person who grants access has to act; trying again changes nothing. */
        POLICY,
        /** The vault, or the reference to it, has to be looked at. */
        VAULT,
        /** The remote service, or the way to it, failed. */
        UPSTREAM,
        /** The broker itself could not do its work. */
        BROKER
    }

    /** The caller was not issued by this broker, or is no longer valid. */
    public static final ErrorCode CALLER_NOT_RECOGNISED = caller("CALLER_NOT_RECOGNISED");
    /** No access of that name for this workspace; the answer is the same whether another workspace has one. */
    public static final ErrorCode ALIAS_UNKNOWN = caller("ALIAS_UNKNOWN");
    /** Another workspace has an access of that name: stands on the trail, where an agent reads {@link #ALIAS_UNKNOWN}. */
    public static final ErrorCode ALIAS_FOREIGN = caller("ALIAS_FOREIGN");
    /** The request is not of a form that any action has (an empty or over-long name, say). */
    public static final ErrorCode REQUEST_INVALID = caller("REQUEST_INVALID");
    /** A part of the request is larger than the broker accepts. */
    public static final ErrorCode REQUEST_TOO_LARGE = caller("REQUEST_TOO_LARGE");
    /** The method is not a plain upper-case HTTP method. */
    public static final ErrorCode METHOD_REFUSED = caller("METHOD_REFUSED");
    /** The path is ambiguous or malformed. */
    public static final ErrorCode PATH_REFUSED = caller("PATH_REFUSED");
    /** A query name is reserved, repeated, malformed or not declared. */
    public static final ErrorCode QUERY_REFUSED = caller("QUERY_REFUSED");
    /** A header is reserved, repeated, malformed or not declared. */
    public static final ErrorCode HEADER_REFUSED = caller("HEADER_REFUSED");
    /** The body is not allowed, not of the declared type, or not strict JSON. */
    public static final ErrorCode BODY_REFUSED = caller("BODY_REFUSED");
    /** A required parameter is missing. */
    public static final ErrorCode PARAMETER_MISSING = caller("PARAMETER_MISSING");
    /** A parameter was given that the action does not declare. */
    public static final ErrorCode PARAMETER_UNKNOWN = caller("PARAMETER_UNKNOWN");
    /** A parameter's value is not of the declared type, length, range or pattern. */
    public static final ErrorCode PARAMETER_INVALID = caller("PARAMETER_INVALID");
    /** The request names a tenant other than the one pinned for the caller's workspace. */
    public static final ErrorCode PIN_MISMATCH = caller("PIN_MISMATCH");
    /** The caller works in a folder that is not within its workspace. */
    public static final ErrorCode WORKSPACE_MISMATCH = caller("WORKSPACE_MISMATCH");
    /** The call was cancelled by its caller. */
    public static final ErrorCode CANCELLED = caller("CANCELLED");
    /** The caller's response handler threw. */
    public static final ErrorCode HANDLER_FAILED = caller("HANDLER_FAILED");

    /** The action exists nowhere, or is not among those approved for this alias. */
    public static final ErrorCode ACTION_NOT_APPROVED = policy("ACTION_NOT_APPROVED");
    /** The alias is not approved for the caller's agent runtime. */
    public static final ErrorCode RUNTIME_NOT_ALLOWED = policy("RUNTIME_NOT_ALLOWED");
    /** The access has expired. */
    public static final ErrorCode ACCESS_EXPIRED = policy("ACCESS_EXPIRED");
    /** The access allows reading only. */
    public static final ErrorCode READ_ONLY = policy("READ_ONLY");
    /** A policy evaluator said no. */
    public static final ErrorCode POLICY_DENIED = policy("POLICY_DENIED");
    /** No policy evaluator said yes. */
    public static final ErrorCode POLICY_SILENT = policy("POLICY_SILENT");
    /** Too many calls came in too short a time; the sentence says when to try again. */
    public static final ErrorCode RATE_LIMITED = policy("RATE_LIMITED");
    /** As many calls as may be under way are; wait for one to end. */
    public static final ErrorCode CONCURRENCY_LIMITED = policy("CONCURRENCY_LIMITED");
    /** What may be done in all, or until a certain time, is used up. */
    public static final ErrorCode BUDGET_EXHAUSTED = policy("BUDGET_EXHAUSTED");
    /** As many requests of the caller wait for a person, or are kept for one, as may. */
    public static final ErrorCode TOO_MANY_PENDING = policy("TOO_MANY_PENDING");
    /** A person has refused this very request. */
    public static final ErrorCode APPROVAL_REJECTED = policy("APPROVAL_REJECTED");
    /** The service is at another origin than the one that its secret was meant for; a person has to confirm it. */
    public static final ErrorCode ORIGIN_UNCONFIRMED = policy("ORIGIN_UNCONFIRMED");
    /** A person has to approve this request first. */
    public static final ErrorCode APPROVAL_REQUIRED = policy("APPROVAL_REQUIRED");
    /** The access was changed or revoked while the request was under way. */
    public static final ErrorCode ACCESS_CHANGED = policy("ACCESS_CHANGED");

    /** The vault has no secret under the configured reference. */
    public static final ErrorCode SECRET_NOT_FOUND = vault("SECRET_NOT_FOUND");
    /** More than one secret in the vault goes by that name; the message has the ids to choose from. */
    public static final ErrorCode SECRET_AMBIGUOUS = vault("SECRET_AMBIGUOUS");
    /** The vault has the secret and does not show its value to the broker's credential. */
    public static final ErrorCode SECRET_WITHHELD = vault("SECRET_WITHHELD");
    /** The secret cannot be sent as it is: empty, too short, or with bytes that its place does not allow. */
    public static final ErrorCode SECRET_UNFIT = vault("SECRET_UNFIT");
    /** There is no such vault yet; a person has to create it. */
    public static final ErrorCode VAULT_MISSING = vault("VAULT_MISSING");
    /** The vault is locked and has to be unlocked by a person. */
    public static final ErrorCode VAULT_LOCKED = vault("VAULT_LOCKED");
    /** The vault refused the broker's own credential. */
    public static final ErrorCode VAULT_DENIED = vault("VAULT_DENIED");
    /** The vault asked the broker to slow down. */
    public static final ErrorCode VAULT_RATE_LIMITED = vault("VAULT_RATE_LIMITED");
    /** The vault did not answer in time. */
    public static final ErrorCode VAULT_TIMEOUT = vault("VAULT_TIMEOUT");
    /** The vault cannot be reached, or is not there. */
    public static final ErrorCode VAULT_UNAVAILABLE = vault("VAULT_UNAVAILABLE");
    /** The vault's server did not prove its identity over TLS, or is at an address that is not allowed for it. */
    public static final ErrorCode VAULT_UNTRUSTED = vault("VAULT_UNTRUSTED");
    /** The vault backend broke its contract or threw what it should not. */
    public static final ErrorCode VAULT_FAILED = vault("VAULT_FAILED");

    /** The service's name resolved to an address that is not allowed for it. */
    public static final ErrorCode ADDRESS_REFUSED = upstream("ADDRESS_REFUSED");
    /** No connection to the service could be made. */
    public static final ErrorCode UPSTREAM_UNREACHABLE = upstream("UPSTREAM_UNREACHABLE");
    /** The service did not prove its identity over TLS. */
    public static final ErrorCode UPSTREAM_UNTRUSTED = upstream("UPSTREAM_UNTRUSTED");
    /** The service broke HTTP, or ended the connection before its response did. */
    public static final ErrorCode UPSTREAM_BROKEN = upstream("UPSTREAM_BROKEN");
    /** The exchange was not over at its deadline. */
    public static final ErrorCode DEADLINE_EXCEEDED = upstream("DEADLINE_EXCEEDED");
    /** The response is larger than the service's limits allow. */
    public static final ErrorCode RESPONSE_TOO_LARGE = upstream("RESPONSE_TOO_LARGE");
    /** The response could not be shown to be free of secrets, so it was kept back. */
    public static final ErrorCode RESPONSE_WITHHELD = upstream("RESPONSE_WITHHELD");

    /** The attempt could not be made durable on the trail, so nothing was done. */
    public static final ErrorCode AUDIT_UNAVAILABLE = broker("AUDIT_UNAVAILABLE");
    /** What limits and approvals have come to could not be read or made durable, so nothing was done. */
    public static final ErrorCode STATE_UNAVAILABLE = broker("STATE_UNAVAILABLE");
    /** The broker that made the attempt ended before it could say how it went: its effect is not known. */
    public static final ErrorCode INTERRUPTED = broker("INTERRUPTED");
    /** The broker is closed. */
    public static final ErrorCode BROKER_CLOSED = broker("BROKER_CLOSED");
    /** A defect of the broker; the trail has the attempt. */
    public static final ErrorCode INTERNAL_ERROR = broker("INTERNAL_ERROR");

    private static final List<ErrorCode> ALL = List.of(
            CALLER_NOT_RECOGNISED,
            ALIAS_UNKNOWN,
            ALIAS_FOREIGN,
            REQUEST_INVALID,
            REQUEST_TOO_LARGE,
            METHOD_REFUSED,
            PATH_REFUSED,
            QUERY_REFUSED,
            HEADER_REFUSED,
            BODY_REFUSED,
            PARAMETER_MISSING,
            PARAMETER_UNKNOWN,
            PARAMETER_INVALID,
            PIN_MISMATCH,
            WORKSPACE_MISMATCH,
            CANCELLED,
            HANDLER_FAILED,
            ACTION_NOT_APPROVED,
            RUNTIME_NOT_ALLOWED,
            ACCESS_EXPIRED,
            READ_ONLY,
            POLICY_DENIED,
            POLICY_SILENT,
            RATE_LIMITED,
            CONCURRENCY_LIMITED,
            BUDGET_EXHAUSTED,
            APPROVAL_REJECTED,
            ORIGIN_UNCONFIRMED,
            TOO_MANY_PENDING,
            APPROVAL_REQUIRED,
            ACCESS_CHANGED,
            SECRET_NOT_FOUND,
            SECRET_AMBIGUOUS,
            SECRET_WITHHELD,
            SECRET_UNFIT,
            VAULT_MISSING,
            VAULT_LOCKED,
            VAULT_DENIED,
            VAULT_RATE_LIMITED,
            VAULT_TIMEOUT,
            VAULT_UNAVAILABLE,
            VAULT_UNTRUSTED,
            VAULT_FAILED,
            ADDRESS_REFUSED,
            UPSTREAM_UNREACHABLE,
            UPSTREAM_UNTRUSTED,
            UPSTREAM_BROKEN,
            DEADLINE_EXCEEDED,
            RESPONSE_TOO_LARGE,
            RESPONSE_WITHHELD,
            AUDIT_UNAVAILABLE,
            STATE_UNAVAILABLE,
            INTERRUPTED,
            BROKER_CLOSED,
            INTERNAL_ERROR);

    private final String name;
    private final Kind kind;

    private ErrorCode(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    /** Every code of this version, in the order of the stages that give them. */
    public static List<ErrorCode> all() {
        return ALL;
    }

    /** The code of that exact name, or empty if this version has none. */
    public static Optional<ErrorCode> named(String name) {
        return ALL.stream().filter(code -> code.name.equals(name)).findFirst();
    }

    /** The stable name, such as {@code PIN_MISMATCH}. */
    public String name() {
        return name;
    }

    /** Who has to act. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String toString() {
        return name;
    }

    private static ErrorCode caller(String name) {
        return new ErrorCode(name, Kind.CALLER);
    }

    private static ErrorCode policy(String name) {
        return new ErrorCode(name, Kind.POLICY);
    }

    private static ErrorCode vault(String name) {
        return new ErrorCode(name, Kind.VAULT);
    }

    private static ErrorCode upstream(String name) {
        return new ErrorCode(name, Kind.UPSTREAM);
    }

    private static ErrorCode broker(String name) {
        return new ErrorCode(name, Kind.BROKER);
    }
}
