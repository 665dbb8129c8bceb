package dev.outloop.secret;

/** Where a {@link SecretAccess} comes from. Every use of this class deserves a reviewer's look. */
public final class InsecureSecretAccess {

    private InsecureSecretAccess() {}

    /** The right to open secrets. */
    public static SecretAccess get() {
        return SecretAccess.INSTANCE;
    }
}
