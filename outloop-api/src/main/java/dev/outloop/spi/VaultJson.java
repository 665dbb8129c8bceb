package dev.outloop.spi;

import dev.outloop.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value of a vault's answer, whose strings stay bytes until they are asked for.
 *
 * <p>Every method fails with {@code VAULT_FAILED} where the value is of another type than asked for; the message names
 * the place, such as {@code secret.value}, never the content. Strings are read while the response is open; after that {@link #text} and
 * {@link #secret} throw {@code IllegalStateException}, as this is a mistake of the caller. Thread-safe.
 */
public interface VaultJson {

    /** Whether it is {@code null}. */
    boolean isNull();

    /** Whether it is a string. */
    boolean isText();

    /** The member of that name; empty if there is none or it is {@code null}. */
    Optional<VaultJson> find(String name) throws VaultException;

    /** The member of that name, which has to be there and may be {@code null}. */
    VaultJson member(String name) throws VaultException;

    /** The members of an object, in order. In messages they stand under their number, as their names are content. */
    Map<String, VaultJson> members() throws VaultException;

    /** The elements of an array. */
    List<VaultJson> items() throws VaultException;

    /** A string that is no secret, such as a name or an id. */
    String text() throws VaultException;

    /** A string's content in UTF-8, which was never a {@code String}. The caller closes it. */
    Secret secret() throws VaultException;

    /** A number without fraction. */
    long number() throws VaultException;

    /** {@code true} or {@code false}. */
    boolean flag() throws VaultException;
}
