package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a reference leads.
 *
 * @param config empty where the token implies it
 */
record SecretPlace(Optional<ConfigName> config, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Z0-9_]+");

    /**
     * The place of {@code NAME} or {@code PROJECT/CONFIG/NAME}. Doppler has no other names, so nobody is asked for them.
     *
     * @param configured what a name alone is meant from
     */
    static SecretPlace of(SecretRef ref, Optional<ConfigName> configured) throws VaultException {
        List<String> segments = ref.segments();
        String name = segments.get(segments.size() - 1);
        if ((segments.size() != 1 && segments.size() != 3) || !isName(name)) {
            throw new VaultException(
                    ErrorCode.SECRET_NOT_FOUND,
                    "The vault " + ref.vault()
                            + " has references of the form NAME or PROJECT/CONFIG/NAME, where NAME is"
                            + " of A-Z, 0-9 and '_'; correct the reference.");
        }
        return segments.size() == 1
                ? new SecretPlace(configured, name)
                : new SecretPlace(Optional.of(new ConfigName(segments.get(0), segments.get(1))), name);
    }

    /** Whether a secret can be called that. */
    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
