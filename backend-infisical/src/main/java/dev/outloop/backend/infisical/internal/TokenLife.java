package dev.outloop.backend.infisical.internal;

import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long an access token is relied on.
 *
 * @param renewAt when a new one should be fetched, ahead of its end
 */
record TokenLife(Instant renewAt, Instant expiresAt) {

    static final Duration SHORTEST = Duration.ofSeconds(30);
    static final Duration LONGEST = Duration.ofDays(1);

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(5);

    /**
     * By the seconds in {@code expiresIn}, between 30 seconds and a day. None is Infisical's word for a token that does not
     * expire; what is no number of seconds is taken as the shortest, as the server refuses a token that lasted too long.
     */
    static TokenLife of(VaultJson login, Instant asked) throws VaultException {
        Duration life = life(login.find("expiresIn"));
        Duration tenth = life.dividedBy(10);
        Duration margin = tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
        return new TokenLife(asked.plus(life).minus(margin), asked.plus(life));
    }

    private static Duration life(Optional<VaultJson> expiresIn) {
        long seconds;
        try {
            seconds = expiresIn.isPresent() ? expiresIn.get().number() : -1;
        } catch (VaultException notANumber) {
            seconds = -1;
        }
        if (seconds == 0) {
            return LONGEST;
        }
        return Duration.ofSeconds(Math.max(SHORTEST.toSeconds(), Math.min(seconds, LONGEST.toSeconds())));
    }
}
