package dev.outloop.testkit.contract;

import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One way in which a vault's server fails, as {@link VaultHttpContract} tries it. Immutable. */
public final class VaultFault {

    /** What a fault's reply is made of. */
    record Material(VaultHttpContract contract, String marker, String good) {
        String body(int status) {
            return contract.errorBody(status, marker);
        }

        int goodBytes() {
            return good.getBytes(StandardCharsets.UTF_8).length;
        }
    }

    @FunctionalInterface
    private interface Script {
        Reply reply(Material from) throws IOException;
    }

    private static final String JSON = "Content-Type: application/json";
    private static final String HEAD = "HTTP/1.1 200 Scripted\r\n" + JSON + "\r\n";

    /** More than any backend may ask its port to take. */
    private static final long HUGE_BYTES = 80L * 1024 * 1024;

    /** Status 401. */
    public static final VaultFault UNAUTHORIZED = status(401, ErrorCode.VAULT_DENIED);
    /** Status 403. */
    public static final VaultFault FORBIDDEN = status(403, ErrorCode.VAULT_DENIED);
    /** Status 404. */
    public static final VaultFault NOT_FOUND = status(404, ErrorCode.SECRET_NOT_FOUND);
    /** Status 429, with {@code Retry-After: 7}. */
    public static final VaultFault THROTTLED = status(429, ErrorCode.VAULT_RATE_LIMITED, "Retry-After: 7");
    /** Status 500. */
    public static final VaultFault INTERNAL = status(500, ErrorCode.VAULT_UNAVAILABLE);
    /** Status 503. */
    public static final VaultFault UNAVAILABLE = status(503, ErrorCode.VAULT_UNAVAILABLE);
    /** Status 502 with the HTML page of a proxy. */
    public static final VaultFault BAD_GATEWAY = new VaultFault(
            "502 of a proxy",
            ErrorCode.VAULT_UNAVAILABLE,
            from -> Reply.status(502, page(from), "Content-Type: text/html"));

    /** Accepts the request and says nothing. */
    public static final VaultFault HUNG = new VaultFault(
            "hung", ErrorCode.VAULT_TIMEOUT, from -> Reply.nothing().thenHang());
    /** Hangs within the head. */
    public static final VaultFault HUNG_IN_HEAD = new VaultFault(
            "hung in the head",
            ErrorCode.VAULT_TIMEOUT,
            from -> Reply.raw(HEAD + "X-Marker: " + from.marker()).thenHang());
    /** Hangs within the body. */
    public static final VaultFault HUNG_IN_BODY = new VaultFault(
            "hung in the body",
            ErrorCode.VAULT_TIMEOUT,
            from -> Reply.raw(HEAD + "Content-Length: 9999\r\n\r\n{\"" + from.marker())
                    .thenHang());

    /** Ends the connection without an answer. */
    public static final VaultFault CUT_OFF = new VaultFault(
            "cut off", ErrorCode.VAULT_UNAVAILABLE, from -> Reply.nothing().thenClose());
    /** Resets the connection without an answer. */
    public static final VaultFault RESET = new VaultFault(
            "reset", ErrorCode.VAULT_UNAVAILABLE, from -> Reply.nothing().thenReset());
    /** Ends the connection within the head. */
    public static final VaultFault CUT_OFF_IN_HEAD = new VaultFault(
            "cut off in the head",
            ErrorCode.VAULT_UNAVAILABLE,
            from -> Reply.raw(HEAD + "X-Marker: " + from.marker()).thenClose());
    /** Ends the connection within the body, after what could be a whole answer. */
    public static final VaultFault CUT_OFF_IN_BODY = new VaultFault(
            "cut off in the body",
            ErrorCode.VAULT_UNAVAILABLE,
            from -> Reply.raw(HEAD + "Content-Length: " + (from.goodBytes() + 1) + "\r\n\r\n")
                    .then(from.good())
                    .thenClose());
    /** Ends the connection before the last chunk, after what could be a whole answer. */
    public static final VaultFault CUT_OFF_IN_CHUNKS = new VaultFault(
            "cut off in the chunks",
            ErrorCode.VAULT_UNAVAILABLE,
            from -> Reply.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(from.goodBytes())
                            + "\r\n")
                    .then(from.good())
                    .then("\r\n")
                    .thenClose());

    /** A body that is longer than any port takes, and says so. */
    public static final VaultFault HUGE =
            new VaultFault("huge", ErrorCode.VAULT_FAILED, from -> Reply.hugeBody(HUGE_BYTES));
    /** A body that is longer than any port takes, in one chunk. */
    public static final VaultFault HUGE_CHUNK = new VaultFault(
            "huge chunk",
            ErrorCode.VAULT_FAILED,
            from -> Reply.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n" + Long.toHexString(HUGE_BYTES) + "\r\n")
                    .thenFill(HUGE_BYTES));
    /** Ten thousand header fields. */
    public static final VaultFault HEADER_BOMB =
            new VaultFault("header bomb", ErrorCode.VAULT_UNAVAILABLE, from -> Reply.headerBomb(10_000, 100));

    /** Something else than HTTP. */
    public static final VaultFault NOT_HTTP = new VaultFault(
            "not HTTP",
            ErrorCode.VAULT_UNAVAILABLE,
            from -> Reply.raw("SSH-2.0-" + from.marker() + "\r\n\r\n").thenClose());
    /** Status 200 with a log-in page, as from a portal between here and the vault. */
    public static final VaultFault HTML_PAGE = new VaultFault(
            "HTML page", ErrorCode.VAULT_FAILED, from -> Reply.status(200, page(from), "Content-Type: text/html"));
    /** Status 200 without a body. */
    public static final VaultFault EMPTY =
            new VaultFault("empty", ErrorCode.VAULT_FAILED, from -> Reply.status(200, "", JSON));
    /** The good answer without its last byte, as if it were whole. */
    public static final VaultFault TRUNCATED = new VaultFault(
            "truncated JSON",
            ErrorCode.VAULT_FAILED,
            from -> Reply.status(
                    200, from.good().substring(0, Math.max(0, from.good().length() - 1)), JSON));

    /** An object that is none of the vault's. */
    public static final VaultFault OTHER_OBJECT = new VaultFault(
            "another object",
            ErrorCode.VAULT_FAILED,
            from -> Reply.status(200, "{\"unexpected\":{\"marker\":\"" + from.marker() + "\"}}", JSON));
    /** An array that is none of the vault's. */
    public static final VaultFault OTHER_ARRAY = new VaultFault(
            "another array",
            ErrorCode.VAULT_FAILED,
            from -> Reply.status(200, "[[\"" + from.marker() + "\"],17]", JSON));
    /** A string in place of an object or an array. */
    public static final VaultFault OTHER_STRING = new VaultFault(
            "a string", ErrorCode.VAULT_FAILED, from -> Reply.status(200, "\"" + from.marker() + "\"", JSON));
    /** The good answer with a number in place of each string. */
    public static final VaultFault NUMBERS = new VaultFault(
            "numbers for strings", ErrorCode.VAULT_FAILED, from -> Reply.status(200, numbers(from), JSON));

    /** Status 302 to another path of the same server. */
    public static final VaultFault MOVED = redirect(302);
    /** Status 307, which asks for the request's body again elsewhere. */
    public static final VaultFault MOVED_WITH_BODY = redirect(307);

    private static final List<VaultFault> ALL = List.of(
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            THROTTLED,
            INTERNAL,
            UNAVAILABLE,
            BAD_GATEWAY,
            HUNG,
            HUNG_IN_HEAD,
            HUNG_IN_BODY,
            CUT_OFF,
            RESET,
            CUT_OFF_IN_HEAD,
            CUT_OFF_IN_BODY,
            CUT_OFF_IN_CHUNKS,
            HUGE,
            HUGE_CHUNK,
            HEADER_BOMB,
            NOT_HTTP,
            HTML_PAGE,
            EMPTY,
            TRUNCATED,
            OTHER_OBJECT,
            OTHER_ARRAY,
            OTHER_STRING,
            NUMBERS,
            MOVED,
            MOVED_WITH_BODY);

    /** Where redirects lead. */
    static final String ELSEWHERE = "/redirected-elsewhere";

    private final String name;
    private final ErrorCode code;
    private final Script script;

    private VaultFault(String name, ErrorCode code, Script script) {
        this.name = name;
        this.code = code;
        this.script = script;
    }

    /** All of them, in no particular order. */
    public static Stream<VaultFault> all() {
        return ALL.stream();
    }

    /** What it means where the vendor's documents say nothing else. */
    public ErrorCode code() {
        return code;
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    Reply reply(Material from) {
        try {
            return script.reply(from);
        } catch (IOException e) {
            throw new AssertionError("the reply of a fault could not be made", e);
        }
    }

    /** Whether the server is still at it when the backend has given up. */
    boolean hangs() {
        return code.equals(ErrorCode.VAULT_TIMEOUT);
    }

    private static VaultFault status(int status, ErrorCode code, String... headerLines) {
        return new VaultFault(String.valueOf(status), code, from -> {
            String[] lines = Arrays.copyOf(headerLines, headerLines.length + 1);
            lines[headerLines.length] = JSON;
            return Reply.status(status, from.body(status), lines);
        });
    }

    private static VaultFault redirect(int status) {
        return new VaultFault(
                String.valueOf(status),
                ErrorCode.VAULT_FAILED,
                from -> Reply.status(status, from.body(status), "Location: " + ELSEWHERE));
    }

    private static String page(Material from) {
        return "<!DOCTYPE html><html><body><form action=\"" + from.marker() + "\"></form></body></html>";
    }

    private static String numbers(Material from) {
        return from.good().replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"(?!\\s*:)", "17");
    }
}
