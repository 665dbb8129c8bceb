package dev.outloop.backend.onepassword.internal;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/** How long a code of RFC 6238 is valid. */
final class OneTimeCode {

    private static final int DEFAULT_PERIOD_SECONDS = 30;
    private static final int MAX_PERIOD_SECONDS = 3600;
    private static final byte[] PERIOD = "period=".getBytes(StandardCharsets.US_ASCII);

    private OneTimeCode() {}

    /**
     * The end of the step that a code was asked for in. If the code was computed after that, it is called old too early,
     * never too late.
     *
     * @param seed the {@code otpauth} URI or the bare key that the code is computed from
     */
    static Instant expiry(Instant askedAt, Secret seed) {
        byte[] bytes = seed.toByteArray(InsecureSecretAccess.get());
        try {
            long period = periodSeconds(bytes);
            return Instant.ofEpochSecond((Math.floorDiv(askedAt.getEpochSecond(), period) + 1) * period);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The URI's parameter {@code period}, not a label that reads like it; without a sound one half a minute. */
    private static int periodSeconds(byte[] seed) {
        for (int start = 1; start + PERIOD.length < seed.length; start++) {
            if ((seed[start - 1] == '?' || seed[start - 1] == '&')
                    && Arrays.equals(seed, start, start + PERIOD.length, PERIOD, 0, PERIOD.length)) {
                int period = number(seed, start + PERIOD.length);
                return period > 0 ? period : DEFAULT_PERIOD_SECONDS;
            }
        }
        return DEFAULT_PERIOD_SECONDS;
    }

    private static int number(byte[] digits, int start) {
        int number = 0;
        for (int i = start; i < digits.length && digits[i] >= '0' && digits[i] <= '9'; i++) {
            number = number * 10 + digits[i] - '0';
            if (number > MAX_PERIOD_SECONDS) {
                return 0;
            }
        }
        return number;
    }
}
