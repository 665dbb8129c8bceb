package dev.outloop.backend.infisical.internal;

import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Asks Infisical, by the version of its routes that it has and with a token that it accepts. Thread-safe; blocking. */
final class Server implements AutoCloseable {

    private final String vaultName;
    private final VaultHttp http;
    private final AccessTokens tokens;
    private volatile Api known = Api.V4;

    /** Takes over both. */
    Server(String vaultName, VaultHttp http, AccessTokens tokens) {
        this.vaultName = vaultName;
        this.http = http;
        this.tokens = tokens;
    }

    /** The answer, whatever its status; the caller closes it. */
    VaultHttpResponse ask(Function<Api, VaultHttpRequest.Builder> question, Instant deadline) throws VaultException {
        Api first = known;
        for (Api api : List.of(first, first.other())) {
            VaultHttpResponse response = authorised(api, question, deadline);
            if (!Refusals.isUnknownRoute(response)) {
                known = api;
                return response;
            }
            response.close();
        }
        throw Refusals.noInfisical(vaultName);
    }

    @Override
    public void close() {
        http.close();
        tokens.close();
    }

    /** Sends once, and once more where the token was refused and there is another. */
    private VaultHttpResponse authorised(Api api, Function<Api, VaultHttpRequest.Builder> question, Instant deadline)
            throws VaultException {
        try (AccessToken token = tokens.current(deadline)) {
            VaultHttpResponse response = send(question.apply(api), token, deadline);
            if (!Refusals.isTokenRefused(response)) {
                return response;
            }
            Optional<AccessToken> other = otherToken(response, token, deadline);
            if (other.isEmpty()) {
                return response;
            }
            response.close();
            return again(question.apply(api), other.get(), deadline);
        }
    }

    private Optional<AccessToken> otherToken(VaultHttpResponse response, AccessToken refused, Instant deadline)
            throws VaultException {
        boolean isOver = true;
        try {
            Optional<AccessToken> other = tokens.insteadOf(refused, deadline);
            isOver = false;
            return other;
        } finally {
            if (isOver) {
                response.close();
            }
        }
    }

    private VaultHttpResponse again(VaultHttpRequest.Builder request, AccessToken other, Instant deadline)
            throws VaultException {
        try (other) {
            VaultHttpResponse response = send(request, other, deadline);
            if (Refusals.isTokenRefused(response)) {
                tokens.refusedAgain(other);
            }
            return response;
        }
    }

    private VaultHttpResponse send(VaultHttpRequest.Builder request, AccessToken token, Instant deadline)
            throws VaultException {
        VaultHttpResponse response =
                http.send(request.bearer(token.secret()).deadline(deadline).build());
        if (Refusals.isTokenAccepted(response)) {
            tokens.accepted(token);
        }
        return response;
    }
}
