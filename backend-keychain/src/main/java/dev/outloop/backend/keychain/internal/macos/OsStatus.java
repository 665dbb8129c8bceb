package dev.outloop.backend.keychain.internal.macos;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;

/** The results of Security.framework that are told apart (SecBase.h), and what to tell a person about each. */
final class OsStatus {

    static final int SUCCESS = 0;
    static final int DUPLICATE = -25299;
    static final int NOT_FOUND = -25300;
    static final int INTERACTION_NOT_ALLOWED = -25308;

    private static final String LOCKED =
            "the keychain is locked: unlock it in Keychain Access, or set prompt: \"true\" to be asked";

    private static final String INTERACTION = "the keychain wants to ask a person and may not: allow this program in"
            + " Keychain Access (Access Control of the item), or set prompt: \"true\" to be asked";

    private static final String DENIED =
            "the keychain refused this program: allow it in Keychain Access (Access Control"
                    + " of the item), or store the secret anew through the broker";

    private OsStatus() {}

    /**
     * The failure that a status means.
     *
     * @param locked whether the default keychain was seen to be locked
     */
    static VaultException failure(int status, boolean locked) {
        return switch (status) {
            // errSecInteractionNotAllowed, errSecInteractionRequired, errSecInDarkWake
            case INTERACTION_NOT_ALLOWED, -25315, -25320 ->
                failed(ErrorCode.VAULT_LOCKED, locked ? LOCKED : INTERACTION + " (status " + status + ")");
            // errSecUserCanceled
            case -128 ->
                failed(ErrorCode.VAULT_DENIED, "the keychain's dialog was cancelled; try again and allow access");
            // errSecAuthFailed: also what a silent read gets where the item's owner has not allowed this program.
            case -25293 -> locked ? failed(ErrorCode.VAULT_LOCKED, LOCKED) : failed(ErrorCode.VAULT_DENIED, DENIED);
            // errSecWrPerm, errSecReadOnly, errSecNoAccessForItem
            case -61, -25292, -25243 -> failed(ErrorCode.VAULT_DENIED, DENIED);
            // errSecMissingEntitlement
            case -34018 ->
                failed(
                        ErrorCode.VAULT_DENIED,
                        "this program has no entitlement for that keychain: start the broker by a launcher that is"
                                + " signed with a keychain access group, or store the secret in the login keychain");
            // errSecNoSuchKeychain, errSecNoDefaultKeychain
            case -25294, -25307 ->
                failed(
                        ErrorCode.VAULT_MISSING,
                        "there is no default keychain: create one in Keychain Access and make it the default");
            // errSecNotAvailable, errSecInvalidKeychain, errSecAllocate, errSecDiskFull, errSecIO
            case -25291, -25295, -108, -34, -36 ->
                failed(
                        ErrorCode.VAULT_UNAVAILABLE,
                        "no keychain can be used (status " + status + "): run the broker in the person's session");
            default ->
                failed(
                        ErrorCode.VAULT_FAILED,
                        "the keychain failed with status " + status + "; the command 'security error " + status
                                + "' says what it means");
        };
    }

    private static VaultException failed(ErrorCode code, String sentence) {
        return new VaultException(code, sentence);
    }
}
