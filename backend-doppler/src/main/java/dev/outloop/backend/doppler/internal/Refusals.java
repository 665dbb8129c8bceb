package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Duration;
import java.util.Optional;

/**
 * What it means when Doppler answers with another status than 200. Its errors are {@code {"messages":[...],
 * "success":false}}; of the messages nothing is passed on.
 *
 * <p>A 5xx with a JSON object is Doppler's own answer and final, one without comes from something before it and may pass,
 * as Doppler's own command line has it ({@code pkg/http/http.go}). With {@code data.isRetryable} or
 * {@code data.isRetryableAfterSec} the former may pass too, as its Terraform provider has it ({@code doppler/api.go}).
 */
final class Refusals {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final String vaultName;

    Refusals(String vaultName) {
        this.vaultName = vaultName;
    }

    /** The failure, in words without anything of the answer. */
    VaultException of(VaultHttpResponse response, TokenKind token) {
        int status = response.status();
        if (status == 401 || status == 403) {
            return failure(ErrorCode.VAULT_DENIED, "refuses the token (status " + status + "): " + token.advice());
        }
        if (status == 404) {
            return answer(response).filter(Refusals::isOfDoppler).isPresent()
                    ? failure(ErrorCode.SECRET_NOT_FOUND, "has no such secret, project or config for this token")
                    : failure(
                            ErrorCode.VAULT_FAILED,
                            "answered with status 404 and not as Doppler does: look at the setting url");
        }
        if (status == 400 || status == 422) {
            return failure(
                    ErrorCode.VAULT_FAILED,
                    "finds the request wrong (status " + status + "): look at the settings project and config");
        }
        if (status >= 500) {
            return answer(response).map(answer -> ofServer(answer, status)).orElseGet(response::refusal);
        }
        return response.refusal();
    }

    /** A failure with a sentence about the vault. */
    VaultException failure(ErrorCode code, String sentence) {
        return new VaultException(code, "The vault " + vaultName + " " + sentence + ".");
    }

    private VaultException ofServer(VaultJson answer, int status) {
        String broke = "could not do what it was asked (status " + status + ")";
        Optional<Duration> pause = pause(answer);
        return pause.isEmpty()
                ? failure(
                        ErrorCode.VAULT_FAILED, broke + " and does not want it tried again: see Doppler's status page")
                : failure(ErrorCode.VAULT_UNAVAILABLE, broke + "; try again later")
                        .retryAfter(pause.get());
    }

    private static Optional<VaultJson> answer(VaultHttpResponse response) {
        try {
            VaultJson answer = response.json();
            answer.members();
            return Optional.of(answer);
        } catch (VaultException notJson) {
            return Optional.empty();
        }
    }

    /** A gateway before it may say 404 in JSON too, which says nothing of a secret. */
    private static boolean isOfDoppler(VaultJson answer) {
        try {
            return answer.find("messages").isPresent();
        } catch (VaultException notAnObject) {
            return false;
        }
    }

    /** After what time the same may be asked again; empty if Doppler does not say that it may. */
    private static Optional<Duration> pause(VaultJson answer) {
        try {
            Optional<VaultJson> data = answer.find("data");
            Optional<VaultJson> now = data.isEmpty() ? data : data.get().find("isRetryable");
            if (now.isPresent() && now.get().flag()) {
                return Optional.of(Duration.ZERO);
            }
            Optional<VaultJson> later = data.isEmpty() ? data : data.get().find("isRetryableAfterSec");
            return later.isEmpty()
                    ? Optional.empty()
                    : Optional.of(bounded(later.get().number()));
        } catch (VaultException otherType) {
            return Optional.empty();
        }
    }

    private static Duration bounded(long seconds) {
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_PAUSE.toSeconds())));
    }
}
