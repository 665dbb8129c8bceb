package dev.outloop.core.internal.vault;

import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A whole response in memory. */
final class PortResponse implements VaultHttpResponse {

    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);

    private final String vaultName;
    private final int status;
    private final List<HttpField> headers;
    private final AnswerBytes bytes;
    private final Clock clock;
    private @Nullable Secret body;

    /** Takes over the body. */
    PortResponse(String vaultName, int status, List<HttpField> headers, AnswerBytes bytes, Clock clock) {
        this.vaultName = vaultName;
        this.status = status;
        this.headers = headers;
        this.bytes = bytes;
        this.clock = clock;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HttpField::value)
                .findFirst();
    }

    @Override
    public Optional<Duration> retryAfter() {
        return header("Retry-After").flatMap(this::pause);
    }

    @Override
    public synchronized Secret body() {
        Secret copy = body;
        if (copy == null) {
            copy = Secret.copyOf(bytes.held());
            body = copy;
        }
        return copy;
    }

    @Override
    public VaultJson json() throws VaultException {
        if (header("Content-Encoding")
                .filter(coding -> !coding.equalsIgnoreCase("identity"))
                .isPresent()) {
            throw new VaultException(
                    ErrorCode.VAULT_FAILED, "The vault " + vaultName + " answered in a coding that was not asked for.");
        }
        return AnswerReader.read(vaultName, bytes);
    }

    @Override
    public VaultException refusal() {
        String vault = "The vault " + vaultName + " answered with status " + status;
        return switch (status) {
            case 401, 403 ->
                new VaultException(
                        ErrorCode.VAULT_DENIED,
                        vault + ": it does not accept the broker's credential for this; renew it.");
            case 404, 410 -> new VaultException(ErrorCode.SECRET_NOT_FOUND, vault + ": it has nothing of that name.");
            case 429 -> limited(vault + ": it wants to be asked less often.");
            default ->
                status == 408 || status >= 500
                        ? new VaultException(ErrorCode.VAULT_UNAVAILABLE, vault + "; try again later.")
                        : new VaultException(ErrorCode.VAULT_FAILED, vault + ", which was not expected.");
        };
    }

    @Override
    public synchronized void close() {
        bytes.close();
        if (body != null) {
            body.close();
        }
    }

    /** The status alone. */
    @Override
    public String toString() {
        return "VaultHttpResponse[" + status + "]";
    }

    private VaultException limited(String sentence) {
        VaultException failure = new VaultException(ErrorCode.VAULT_RATE_LIMITED, sentence);
        return retryAfter().map(failure::retryAfter).orElse(failure);
    }

    private Optional<Duration> pause(String text) {
        if (text.matches("[0-9]+")) {
            // So many digits that they are no number of ours are still more than the longest pause.
            return Optional.of(text.length() > 18 ? LONGEST_PAUSE : bounded(Duration.ofSeconds(Long.parseLong(text))));
        }
        try {
            ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(bounded(Duration.between(clock.instant(), date.toInstant())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration pause) {
        if (pause.isNegative()) {
            return Duration.ZERO;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
