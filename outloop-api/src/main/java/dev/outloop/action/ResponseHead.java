package dev.outloop.action;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Status and header fields of a response, redacted. Immutable. */
public final class ResponseHead {

    private final int status;
    private final List<HttpField> headers;

    private ResponseHead(int status, List<HttpField> headers) {
        this.status = status;
        this.headers = List.copyOf(headers);
    }

    /** A head with these, already redacted, fields. */
    public static ResponseHead of(int status, List<HttpField> headers) {
        return new ResponseHead(status, headers);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The fields in the order in which they came. */
    public List<HttpField> headers() {
        return headers;
    }

    /** The first field of that name, in any case. */
    public Optional<String> header(String name) {
        Objects.requireNonNull(name, "name");
        return headers.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HttpField::value)
                .findFirst();
    }

    @Override
    public String toString() {
        return "ResponseHead[" + status + "]";
    }
}
