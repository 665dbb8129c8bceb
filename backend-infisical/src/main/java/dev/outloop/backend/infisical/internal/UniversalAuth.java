package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of a machine identity, by Universal Auth: {@code POST /api/v1/auth/universal-auth/login} with
 * {@code clientId} and {@code clientSecret} gives {@code accessToken} and {@code expiresIn}. One log-in at a time, and one
 * for each token that ended, whatever the number of threads that wait for it. Thread-safe.
 */
final class UniversalAuth implements AccessTokens {

    private final VaultContext context;
    private final String clientId;
    private final VaultHttp http;
    private final HeldToken held = new HeldToken();
    private final FailedLogins failures;
    private final Turn turn;

    UniversalAuth(VaultContext context, String clientId, VaultHttp http) {
        this.context = context;
        this.clientId = clientId;
        this.http = http;
        this.failures = new FailedLogins(context.vaultName());
        this.turn = new Turn(context.vaultName(), context.clock());
    }

    @Override
    public AccessToken current(Instant deadline) throws VaultException {
        renewAhead(deadline);
        // Read first: of a token that comes between these two lines, the second has to take notice.
        long last = held.number();
        AccessToken token = held.lend(0, now());
        return token != null ? token : after(last, deadline);
    }

    @Override
    public Optional<AccessToken> insteadOf(AccessToken refused, Instant deadline) throws VaultException {
        held.drop(refused.number());
        return Optional.of(after(refused.number(), deadline));
    }

    @Override
    public void accepted(AccessToken token) {
        held.accept(token.number());
    }

    @Override
    public void refusedAgain(AccessToken token) {
        if (held.isUnproven(token.number())) {
            // Log-ins that succeed and are of no use would otherwise follow one another without end.
            failures.bar(Refusals.uselessToken(context.vaultName()), now());
        }
        held.drop(token.number());
    }

    @Override
    public void close() {
        held.close();
        failures.close();
    }

    /** Logs in while the token at hand is still good, unless somebody does; if it fails, that one is used to its end. */
    private void renewAhead(Instant deadline) {
        if (!held.isDue(now()) || !turn.tryTake()) {
            return;
        }
        try {
            if (held.isDue(now())) {
                // The request itself needs time too.
                Duration half = Duration.between(now(), deadline).dividedBy(2);
                logIn(now().plus(half));
            }
        } catch (VaultException e) {
            // Whoever finds no good token is told.
        } finally {
            turn.give();
        }
    }

    /** A token after that one: of a log-in that somebody did meanwhile, or of an own one. */
    private AccessToken after(long number, Instant deadline) throws VaultException {
        long failedBefore = failures.count();
        turn.take(deadline);
        try {
            AccessToken there = fetchedMeanwhile(number);
            if (there != null) {
                return there;
            }
            if (failures.count() != failedBefore) {
                throw failures.last(now());
            }
            logIn(deadline);
            AccessToken fresh = held.lend(number, now());
            if (fresh == null) {
                throw new VaultException(
                        ErrorCode.VAULT_UNAVAILABLE, "The vault " + context.vaultName() + " is closed.");
            }
            return fresh;
        } finally {
            turn.give();
        }
    }

    private @Nullable AccessToken fetchedMeanwhile(long number) {
        return held.lend(number, now());
    }

    /** Only with the turn. */
    private void logIn(Instant deadline) throws VaultException {
        Instant asked = now();
        failures.requireDue(asked);
        try (Lease credential = Borrowed.secret(context, Settings.CLIENT_SECRET)) {
            failures.requireRenewed(credential.secret(), asked);
            logIn(credential.secret(), asked, deadline);
        }
    }

    private void logIn(Secret credential, Instant asked, Instant deadline) throws VaultException {
        VaultHttpRequest request = VaultHttpRequest.post("api", "v1", "auth", "universal-auth", "login")
                .member("clientId", clientId)
                .member("clientSecret", credential)
                .deadline(deadline)
                .build();
        int status = 0;
        try (VaultHttpResponse response = http.send(request)) {
            status = response.status();
            keep(response, asked);
        } catch (VaultException e) {
            if (status == 401 || status == 403) {
                failures.reject(e, credential, asked);
            } else {
                failures.add(e, asked);
            }
            throw e;
        }
    }

    private void keep(VaultHttpResponse response, Instant asked) throws VaultException {
        if (response.status() != 200) {
            throw Refusals.ofLogin(context.vaultName(), response);
        }
        VaultJson login = response.json();
        TokenLife life = TokenLife.of(login, asked);
        try (Secret token = login.member("accessToken").secret();
                Secret empty = Secret.copyOf(new byte[0])) {
            if (token.hasSameValueAs(empty)) {
                throw Refusals.noInfisical(context.vaultName());
            }
            held.replace(token.copy(), life);
        }
        failures.forget();
    }

    private Instant now() {
        return context.clock().instant();
    }
}
