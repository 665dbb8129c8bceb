package dev.outloop.core.internal.vault;

import dev.outloop.action.ServiceUrl;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;

/** What is said of an exchange with a vault's server that failed: the vault, its configured host and what to do. */
final class PortFailures {

    private PortFailures() {}

    /** The failure in the words of vaults, from the code that the network's own layer gave it. */
    static VaultException of(String vaultName, ServiceUrl url, ErrorCode cause) {
        String vault = "The vault " + vaultName + " at " + url.authority();
        if (cause.equals(ErrorCode.DEADLINE_EXCEEDED)) {
            return new VaultException(ErrorCode.VAULT_TIMEOUT, vault + " did not answer in time.");
        }
        if (cause.equals(ErrorCode.UPSTREAM_UNREACHABLE)) {
            return new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE, vault + " cannot be connected to; see whether it runs.");
        }
        if (cause.equals(ErrorCode.UPSTREAM_BROKEN)) {
            return new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE, vault + " broke HTTP or ended the connection before its answer did.");
        }
        if (cause.equals(ErrorCode.BROKER_CLOSED)) {
            return new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The vault " + vaultName + " is closed.");
        }
        if (cause.equals(ErrorCode.UPSTREAM_UNTRUSTED)) {
            return new VaultException(
                    ErrorCode.VAULT_UNTRUSTED,
                    vault + " did not prove its identity over TLS; look at its certificate and at network.trust.");
        }
        if (cause.equals(ErrorCode.ADDRESS_REFUSED)) {
            return new VaultException(
                    ErrorCode.VAULT_UNTRUSTED,
                    vault + " resolves to an address that is not allowed; look at the name, or at network.allow.");
        }
        if (cause.equals(ErrorCode.RESPONSE_TOO_LARGE)) {
            return new VaultException(ErrorCode.VAULT_FAILED, vault + " answered with more than is allowed.");
        }
        if (cause.equals(ErrorCode.SECRET_UNFIT)) {
            return unfit(vaultName);
        }
        return new VaultException(ErrorCode.VAULT_FAILED, vault + " could not be asked.");
    }

    /** A secret that its place on the wire cannot carry unaltered. */
    static VaultException unfit(String vaultName) {
        return new VaultException(
                ErrorCode.SECRET_UNFIT,
                "The credential of the vault " + vaultName + " cannot be sent as it is; store it anew.");
    }

    /** An exchange whose thread was interrupted. */
    static VaultException interrupted(String vaultName) {
        return new VaultException(
                ErrorCode.VAULT_UNAVAILABLE,
                "The question to the vault " + vaultName + " was given up before it was answered.");
    }
}
