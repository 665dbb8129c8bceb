package dev.outloop.core.internal.admit;

import dev.outloop.CallerToken;
import dev.outloop.identity.Caller;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The tokens of one broker's callers. It keeps a keyed hash of each, under a key that lives as long as the broker, so a
 * token is valid for no other broker and for no later one. Thread-safe.
 */
public final class Tokens {

    private static final byte[] PREFIX = "olt_".getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_BYTES = 32;
    private static final int TOKEN_CHARS = PREFIX.length + 43;
    private static final String MAC = "HmacSHA256";

    private record Issued(String id, Caller caller, Instant expiresAt) {}

    private final Map<String, Issued> byHash = new ConcurrentHashMap<>();
    private final SecretKeySpec key;
    private final Callers callers;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** No tokens yet. */
    public Tokens(Callers callers, Clock clock) {
        this.callers = callers;
        this.clock = clock;
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, MAC);
        Arrays.fill(bytes, (byte) 0);
    }

    /** A new token for the caller, of 256 random bits. */
    public CallerToken issue(Caller caller, Duration validFor) {
        byte[] bytes = new byte[RANDOM_BYTES];
        byte[] token = new byte[TOKEN_CHARS];
        byte[] id = new byte[8];
        try {
            random.nextBytes(bytes);
            random.nextBytes(id);
            System.arraycopy(PREFIX, 0, token, 0, PREFIX.length);
            byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
            System.arraycopy(text, 0, token, PREFIX.length, text.length);
            Arrays.fill(text, (byte) 0);
            Issued issued = new Issued(
                    HexFormat.of().formatHex(id), caller, clock.instant().plus(validFor));
            byHash.values().removeIf(this::isExpired);
            byHash.put(hash(token), issued);
            return CallerToken.of(issued.id(), Secret.copyOf(token), issued.expiresAt());
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(token, (byte) 0);
        }
    }

    /** The caller that the token stands for. The look-up is by keyed hash, so its time tells nothing of a token. */
    public Optional<Caller> authenticate(CharSequence token) {
        if (token.length() != TOKEN_CHARS) {
            return Optional.empty();
        }
        byte[] bytes = new byte[TOKEN_CHARS];
        for (int i = 0; i < TOKEN_CHARS; i++) {
            bytes[i] = token.charAt(i) < 128 ? (byte) token.charAt(i) : 0;
        }
        String hash = hash(bytes);
        Arrays.fill(bytes, (byte) 0);
        Issued issued = byHash.get(hash);
        if (issued == null || isExpired(issued)) {
            return Optional.empty();
        }
        return Optional.of(issued.caller());
    }

    /** Ends the token of that id and its caller; false if there is none. */
    public boolean revoke(String id) {
        for (Map.Entry<String, Issued> entry : byHash.entrySet()) {
            if (entry.getValue().id().equals(id)) {
                byHash.remove(entry.getKey());
                callers.revoke(entry.getValue().caller());
                return true;
            }
        }
        return false;
    }

    private boolean isExpired(Issued issued) {
        return !clock.instant().isBefore(issued.expiresAt());
    }

    private String hash(byte[] token) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(token));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java runtime has " + MAC, e);
        }
    }
}
