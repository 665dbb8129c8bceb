package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads the answer for one secret. It is believed where it names the secret that was asked for, is shared, and is shown;
 * {@code secretRawSchema} in {@code backend/src/server/routes/sanitizedSchemas.ts} of Infisical/infisical has its shape.
 */
final class SecretAnswer {

    /** What stands in place of a value that is not shown; see secret-fns.ts there. */
    private static final String MASK = "<hidden-by-infisical>";

    private final String vaultName;
    private final VaultJson secret;

    private SecretAnswer(String vaultName, VaultJson secret) {
        this.vaultName = vaultName;
        this.secret = secret;
    }

    static SecretAnswer of(String vaultName, VaultJson answer) throws VaultException {
        return new SecretAnswer(vaultName, answer.member("secret"));
    }

    /** The value on loan, with the number of its version. */
    Lease lease(Place asked) throws VaultException {
        requireAsked(asked);
        requireShared();
        requireShown();
        Optional<VaultJson> version = secret.find("version");
        String number = version.isPresent() ? Long.toString(version.get().number()) : "";
        Secret value = secret.member("secretValue").secret();
        boolean isFit = false;
        try {
            requireValue(value);
            isFit = true;
        } finally {
            if (!isFit) {
                value.close();
            }
        }
        Lease.Builder lease = Lease.builder(value);
        return number.isEmpty() ? lease.build() : lease.version(number).build();
    }

    /** A server reads what a service token of one scope may read, wherever the request pointed. */
    void requireThere(Place asked, String environment) throws VaultException {
        if (!is("environment", environment) || !is("secretPath", asked.folder())) {
            throw failed("answered with a secret of another place, as it does for service tokens of one scope; set its"
                    + " environment and path to that scope, or use Universal Auth");
        }
    }

    private void requireAsked(Place asked) throws VaultException {
        if (!secret.member("secretKey").text().equals(asked.name())) {
            throw failed("answered with another secret than it was asked for");
        }
    }

    private void requireShared() throws VaultException {
        Optional<VaultJson> type = secret.find("type");
        if (type.isPresent() && !type.get().text().equals("shared")) {
            throw failed("answered with a personal secret in place of the shared one");
        }
    }

    private void requireShown() throws VaultException {
        Optional<VaultJson> hidden = secret.find("secretValueHidden");
        if (hidden.isPresent() && hidden.get().flag()) {
            throw withheld();
        }
    }

    private void requireValue(Secret value) throws VaultException {
        try (Secret empty = Secret.copyOf(new byte[0]);
                Secret mask = Secret.copyOf(MASK.getBytes(StandardCharsets.UTF_8))) {
            if (value.hasSameValueAs(empty)) {
                throw new VaultException(
                        ErrorCode.SECRET_UNFIT, "The secret in the vault " + vaultName + " is empty; give it a value.");
            }
            if (value.hasSameValueAs(mask)) {
                throw withheld();
            }
        }
    }

    private boolean is(String name, String expected) throws VaultException {
        Optional<VaultJson> member = secret.find(name);
        return member.isPresent() && member.get().text().equals(expected);
    }

    private VaultException withheld() {
        return new VaultException(
                ErrorCode.SECRET_WITHHELD,
                "The vault " + vaultName
                        + " has the secret and does not show its value to its identity; give the identity"
                        + " the permission to read values there.");
    }

    private VaultException failed(String what) {
        return new VaultException(ErrorCode.VAULT_FAILED, "The vault " + vaultName + " " + what + ".");
    }
}
