package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.util.Optional;

/**
 * What answers other than the wanted one mean. Source of the shape {@code {reqId,statusCode,message,error}} and of
 * {@code TokenError}: {@code backend/src/server/plugins/error-handler.ts} in Infisical/infisical. Nothing of an answer is
 * quoted; {@code error} is compared.
 */
final class Refusals {

    /** The word of the web framework for a route that does not exist; Infisical's own say NotFound, or where. */
    private static final String NO_ROUTE = "Not Found";

    private Refusals() {}

    /** Whether the server has no such route, as before v4 and, some day, after v3. */
    static boolean isUnknownRoute(VaultHttpResponse response) {
        return response.status() == 404 && error(response).equals(NO_ROUTE);
    }

    /**
     * Whether the server refused the access token itself, whatever was asked with it: 403 {@code TokenError} once its
     * time is over, 401 once it was revoked or used up.
     */
    static boolean isTokenRefused(VaultHttpResponse response) {
        return response.status() == 401
                || (response.status() == 403 && error(response).equals("TokenError"));
    }

    /** Whether the token was accepted, and the answer is about what was asked. */
    static boolean isTokenAccepted(VaultHttpResponse response) {
        return response.status() < 500 && response.status() != 429 && !isTokenRefused(response);
    }

    /** Of a request for secrets. */
    static VaultException of(String vaultName, VaultHttpResponse response) {
        return switch (response.status()) {
            case 400, 422 ->
                new VaultException(
                        ErrorCode.VAULT_FAILED,
                        "The vault " + vaultName + " cannot answer this; look at its project, environment and path.");
            case 401 ->
                new VaultException(
                        ErrorCode.VAULT_DENIED,
                        "The vault " + vaultName + " does not accept the broker's token; renew the credential.");
            case 403 -> denied(vaultName, response);
            case 404 -> missing(vaultName, response);
            default -> response.refusal();
        };
    }

    /** Of a request for what the folder itself has, which was not found. */
    static VaultException ofFolder(String vaultName, VaultHttpResponse response) {
        return isOwn(response)
                ? new VaultException(
                        ErrorCode.VAULT_FAILED,
                        "The vault " + vaultName + " has no such project, environment or path for its identity.")
                : noInfisical(vaultName);
    }

    /** Of a log-in. */
    static VaultException ofLogin(String vaultName, VaultHttpResponse response) {
        return switch (response.status()) {
            case 401, 403 ->
                new VaultException(
                        ErrorCode.VAULT_DENIED,
                        "The vault " + vaultName + " rejected the log-in of its machine identity; look at client-id,"
                                + " client-secret and trusted IPs. A new client-secret is used at once, the same one"
                                + " not before " + FailedLogins.AFTER_REJECTION.toSeconds() + " seconds.");
            case 400, 422 ->
                new VaultException(
                        ErrorCode.VAULT_FAILED,
                        "The vault " + vaultName + " cannot use the log-in; look at client-id and client-secret.");
            case 404, 410 -> noInfisical(vaultName);
            default -> response.refusal();
        };
    }

    /** Of a token that the server gave out and does not accept. */
    static VaultException uselessToken(String vaultName) {
        return new VaultException(
                ErrorCode.VAULT_DENIED,
                "The vault " + vaultName + " does not accept the access token that it just gave out; look at the clocks"
                        + " of its servers and at the identity's trusted IPs.");
    }

    /** Of an address where nothing answers as Infisical does. */
    static VaultException noInfisical(String vaultName) {
        return new VaultException(
                ErrorCode.VAULT_FAILED,
                "The vault " + vaultName + " has no Infisical API at its url; give the address without /api.");
    }

    private static VaultException denied(String vaultName, VaultHttpResponse response) {
        if (isTokenRefused(response)) {
            return new VaultException(
                    ErrorCode.VAULT_DENIED,
                    "The vault " + vaultName + " does not accept the broker's token any more; renew it.");
        }
        return new VaultException(
                ErrorCode.VAULT_DENIED,
                "The vault " + vaultName + " does not let its identity read this; give the identity a role that reads"
                        + " secrets in that environment and path.");
    }

    private static VaultException missing(String vaultName, VaultHttpResponse response) {
        return isOwn(response)
                ? new VaultException(
                        ErrorCode.SECRET_NOT_FOUND,
                        "The vault " + vaultName
                                + " has no such secret, folder, environment or project for its identity.")
                : noInfisical(vaultName);
    }

    /** Whether Infisical itself found nothing, and not a proxy before it or a route that does not exist. */
    private static boolean isOwn(VaultHttpResponse response) {
        String error = error(response);
        return !error.isEmpty() && !error.equals(NO_ROUTE);
    }

    private static String error(VaultHttpResponse response) {
        try {
            Optional<VaultJson> error = response.json().find("error");
            return error.isPresent() ? error.get().text() : "";
        } catch (VaultException e) {
            // Not of that shape, so not said by Infisical.
            return "";
        }
    }
}
