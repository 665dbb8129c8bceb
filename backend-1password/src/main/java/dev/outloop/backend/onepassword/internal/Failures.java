package dev.outloop.backend.onepassword.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of one vault's failures: what to do next, ids where they help, and nothing else of what was read. */
final class Failures {

    private static final int MAX_CANDIDATES = 5;
    private static final String SHOWN_ID = "[A-Za-z0-9_. -]{1,64}(/[A-Za-z0-9_. -]{1,64})?";

    private final String vault;

    Failures(String vaultName) {
        this.vault = "The vault " + vaultName;
    }

    VaultException missing(String sentence) {
        return of(ErrorCode.SECRET_NOT_FOUND, " " + sentence);
    }

    VaultException unfit(String sentence) {
        return of(ErrorCode.SECRET_UNFIT, " " + sentence);
    }

    VaultException withheld(String sentence) {
        return of(ErrorCode.SECRET_WITHHELD, " " + sentence);
    }

    VaultException denied(String sentence) {
        return of(ErrorCode.VAULT_DENIED, " " + sentence);
    }

    VaultException drift(String sentence) {
        return of(ErrorCode.VAULT_FAILED, " " + sentence);
    }

    VaultException closed() {
        return of(ErrorCode.VAULT_UNAVAILABLE, " is closed.");
    }

    /** Ids are the vendor's and no secret; names are not repeated, because anybody may have put anything there. */
    VaultException ambiguous(String what, List<String> ids) {
        String shown = ids.stream()
                .limit(MAX_CANDIDATES)
                .map(id -> id.matches(SHOWN_ID) ? id : "(an id that cannot be shown)")
                .collect(Collectors.joining(", "));
        String more = ids.size() > MAX_CANDIDATES ? " and " + (ids.size() - MAX_CANDIDATES) + " more" : "";
        return of(
                ErrorCode.SECRET_AMBIGUOUS,
                " has " + ids.size() + " " + what + " of that name; write the id of one in the reference: " + shown
                        + more + ".");
    }

    /** What a status other than 200 means where nothing special is known of the request. */
    VaultException refusal(VaultHttpResponse response) {
        return switch (response.status()) {
            case 401 ->
                denied("has a token that its Connect server does not accept: it may have been revoked or have expired;"
                        + " issue a new one and store it where the setting 'token' leads to.");
            case 403 ->
                denied("has a token that may not read there; give the token read access to that 1Password vault.");
            default -> response.refusal();
        };
    }

    /** The same failure of the vault that keeps the token, as far as it would be taken for one of this vault's secrets. */
    VaultException ofToken(VaultException failure) {
        ErrorCode code = failure.code();
        boolean ofSecret = code.equals(ErrorCode.SECRET_NOT_FOUND)
                || code.equals(ErrorCode.SECRET_AMBIGUOUS)
                || code.equals(ErrorCode.SECRET_WITHHELD)
                || code.equals(ErrorCode.SECRET_UNFIT);
        return ofSecret
                ? denied("could not be lent its own token (" + code + "); look at where the setting 'token' leads to.")
                : failure;
    }

    private VaultException of(ErrorCode code, String rest) {
        return new VaultException(code, vault + rest);
    }
}
