package dev.outloop.secret;

/**
 * The right to open a {@link Secret}: an argument of every method that gives out secret bytes, so that each place which
 * opens one can be searched for.
 *
 * <p>It is a mark for reviewers, not a boundary: whatever runs in the process can get one from
 * {@link InsecureSecretAccess}.
 */
public final class SecretAccess {

    static final SecretAccess INSTANCE = new SecretAccess();

    private SecretAccess() {}
}
