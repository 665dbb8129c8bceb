package dev.outloop.core.internal.admit;

import dev.outloop.CallerToken;
import dev.outloop.TokenInfo;
import dev.outloop.core.internal.state.StateLog;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one broker's callers. It keeps a keyed hash of each, so a token is valid only where that key is. Thread-safe.
 */
public final class Tokens implements AutoCloseable {

    /** How many tokens may be valid at a time. */
    public static final int MAX_TOKENS = 10_000;

    private static final byte[] PREFIX = "olt_".getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_BYTES = 32;
    private static final int TOKEN_CHARS = PREFIX.length + 43;

    private final ReentrantLock changing = new ReentrantLock();
    private final Map<String, IssuedToken> byHash = new ConcurrentHashMap<>();
    private final Callers callers;
    private final Clock clock;
    private final TokenKey key;
    private final TokenRecords records;
    private final SecureRandom random = new SecureRandom();

    private Tokens(Callers callers, Clock clock, TokenKey key, TokenRecords records) {
        this.callers = callers;
        this.clock = clock;
        this.key = key;
        this.records = records;
    }

    /** Tokens that are known until the broker is closed. */
    public static Tokens inMemory(Callers callers, Clock clock) {
        return new Tokens(callers, clock, TokenKey.random(), new TokenRecords(null));
    }

    /**
     * The tokens of the log, which is closed with this.
     *
     * @throws IOException if the log cannot be read, or has what is no record
     */
    public static Tokens open(Callers callers, Clock clock, TokenKey key, StateLog log) throws IOException {
        Tokens tokens = new Tokens(callers, clock, key, new TokenRecords(log));
        for (IssuedToken token : tokens.records.read()) {
            // Under another key than they were issued with, they could not be presented: they are not listed either.
            if (!key.isFresh() && !tokens.isExpired(token)) {
                tokens.byHash.put(token.hash(), token);
            }
        }
        if (key.isFresh()) {
            tokens.records.clear();
        } else {
            tokens.records.tidy(tokens.byHash.values());
        }
        return tokens;
    }

    /**
     * A new token of 256 random bits.
     *
     * @throws IOException if it cannot be remembered; there is then none
     */
    public CallerToken issue(Workspace workspace, AgentRuntime runtime, Duration validFor) throws IOException {
        if (validFor.isNegative() || validFor.isZero()) {
            throw new IllegalArgumentException("a token is valid for some time");
        }
        changing.lock();
        try {
            return create(workspace.name(), workspace.tenant().id(), runtime, validFor, records::issued);
        } finally {
            changing.unlock();
        }
    }

    /**
     * A new token in place of one, which ends with the overlap.
     *
     * @throws IOException if it cannot be remembered; nothing is then changed
     */
    public CallerToken rotate(String id, Duration overlap) throws IOException {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("the overlap is not negative");
        }
        changing.lock();
        try {
            IssuedToken old = find(id).orElseThrow(() -> new IllegalArgumentException("no token of that id is valid"));
            Instant end = clock.instant().plus(overlap);
            CallerToken next = create(
                    old.workspace(),
                    old.tenant(),
                    old.runtime(),
                    old.issuedFor(),
                    token -> records.rotated(token, old, end));
            old.standing().shorten(end);
            if (overlap.isZero()) {
                end(old);
            }
            return next;
        } finally {
            changing.unlock();
        }
    }

    /** The caller that the token stands for in one of these workspaces; empty if it is not valid there. */
    public Optional<Caller> authenticate(CharSequence token, @Nullable Path workingDirectory, Snapshot snapshot) {
        IssuedToken issued = presented(token);
        if (issued == null || isExpired(issued)) {
            return Optional.empty();
        }
        return snapshot.workspace(issued.workspace())
                .filter(issued::isOf)
                .map(workspace -> callers.issue(workspace, issued.runtime(), workingDirectory, issued.standing()));
    }

    /**
     * Ends the token of that id, its callers and their calls; false if there is none.
     *
     * @throws IOException if it cannot be remembered; it is ended all the same
     */
    public boolean revoke(String id) throws IOException {
        changing.lock();
        try {
            Optional<IssuedToken> token = find(id);
            token.ifPresent(this::end);
            records.revoked(token.stream().toList());
            return token.isPresent();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Ends each token whose workspace is not there any more, or is another tenant's.
     *
     * @throws IOException if it cannot be remembered; they are ended all the same
     */
    public void retain(Snapshot snapshot) throws IOException {
        changing.lock();
        try {
            List<IssuedToken> lost = byHash.values().stream()
                    .filter(token -> snapshot.workspace(token.workspace())
                            .filter(token::isOf)
                            .isEmpty())
                    .toList();
            lost.forEach(this::end);
            records.revoked(lost);
        } finally {
            changing.unlock();
        }
    }

    /** What may be shown of the valid tokens, in the order in which they were issued. */
    public List<TokenInfo> list() {
        return byHash.values().stream()
                .filter(token -> !isExpired(token))
                .map(IssuedToken::info)
                .sorted(Comparator.comparing(TokenInfo::issuedAt).thenComparing(TokenInfo::id))
                .toList();
    }

    @Override
    public void close() {
        records.close();
    }

    private interface Remembering {
        void remember(IssuedToken token) throws IOException;
    }

    private CallerToken create(
            String workspace, String tenant, AgentRuntime runtime, Duration validFor, Remembering remembering)
            throws IOException {
        byHash.values().removeIf(this::isExpired);
        if (byHash.size() >= MAX_TOKENS) {
            throw new IllegalStateException("there are " + MAX_TOKENS + " valid tokens; revoke some");
        }
        records.tidy(byHash.values());
        byte[] token = randomToken();
        try {
            byte[] id = new byte[8];
            random.nextBytes(id);
            Instant now = clock.instant();
            Standing standing = Standing.until(now.plus(validFor));
            IssuedToken issued = new IssuedToken(
                    HexFormat.of().formatHex(id), key.hash(token), workspace, tenant, runtime, now, validFor, standing);
            remembering.remember(issued);
            byHash.put(issued.hash(), issued);
            return CallerToken.of(issued.id(), Secret.copyOf(token), standing.end());
        } finally {
            Arrays.fill(token, (byte) 0);
        }
    }

    private byte[] randomToken() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(bytes);
        byte[] token = Arrays.copyOf(PREFIX, TOKEN_CHARS);
        System.arraycopy(text, 0, token, PREFIX.length, text.length);
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(text, (byte) 0);
        return token;
    }

    /** The look-up is by keyed hash and the comparison takes the same time for all, so neither tells of a token. */
    private @Nullable IssuedToken presented(CharSequence token) {
        if (token.length() != TOKEN_CHARS) {
            return null;
        }
        byte[] bytes = new byte[TOKEN_CHARS];
        for (int i = 0; i < TOKEN_CHARS; i++) {
            bytes[i] = token.charAt(i) < 128 ? (byte) token.charAt(i) : 0;
        }
        String hash = key.hash(bytes);
        Arrays.fill(bytes, (byte) 0);
        IssuedToken issued = byHash.get(hash);
        return issued != null && isSame(issued.hash(), hash) ? issued : null;
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private Optional<IssuedToken> find(String id) {
        return byHash.values().stream()
                .filter(token -> token.id().equals(id) && !isExpired(token))
                .findFirst();
    }

    private void end(IssuedToken token) {
        byHash.remove(token.hash());
        token.standing().revoke();
    }

    private boolean isExpired(IssuedToken token) {
        return !token.standing().holds(clock.instant());
    }
}
