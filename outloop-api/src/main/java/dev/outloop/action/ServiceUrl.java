package dev.outloop.action;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a service and the path that its actions lie below.
 *
 * <p>Only one spelling of an address is taken, so that what a person approved is what is connected to: lower-case ASCII
 * names without punycode or trailing dot, dotted-quad IPv4, {@code [::1]}; no user information, query, fragment or
 * escapes. Plain {@code http} is for this machine only. Immutable.
 */
public final class ServiceUrl {

    private static final Pattern URL = Pattern.compile(
            "(https?)://([a-z0-9.-]+|\\[::1\\])(?::([1-9][0-9]{0,4}))?((?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)*)/?");
    private static final Pattern QUAD = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final String scheme;
    private final String host;
    private final int port;
    private final String basePath;
    private final String authority;
    private final String text;

    private ServiceUrl(String scheme, String host, int port, String basePath) {
        this.scheme = scheme;
        this.host = host;
        this.port = port;
        this.basePath = basePath;
        this.authority = port == defaultPort(scheme) ? host : host + ":" + port;
        this.text = scheme + "://" + authority + basePath;
    }

    /**
     * Reads a service's URL.
     *
     * @throws IllegalArgumentException if it is not in the one accepted spelling; the message says what was expected
     */
    public static ServiceUrl parse(String text) {
        Matcher matcher = URL.matcher(text);
        if (text.length() > 2048 || !matcher.matches()) {
            throw new IllegalArgumentException("a service's url is https://HOST[:PORT][/PATH] with a lower-case ASCII"
                    + " host and no user, query, fragment or escapes");
        }
        String scheme = matcher.group(1);
        String host = matcher.group(2);
        int port = matcher.group(3) == null ? defaultPort(scheme) : Integer.parseInt(matcher.group(3));
        if (port > 65535) {
            throw new IllegalArgumentException("a service's port is from 1 to 65535");
        }
        requireHost(host);
        if (scheme.equals("http") && !isThisMachine(host)) {
            throw new IllegalArgumentException("plain http is only for 127.0.0.1, [::1] and localhost; use https");
        }
        String basePath = matcher.group(4);
        if (List.of(basePath.split("/")).stream().anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw new IllegalArgumentException("a service's path has no '.' or '..' segment");
        }
        return new ServiceUrl(scheme, host, port, basePath);
    }

    /** {@code https} or {@code http}. */
    public String scheme() {
        return scheme;
    }

    /** Scheme, host and, where it is not the scheme's own, port: {@code https://api.example.com:8443}. */
    public String origin() {
        return scheme + "://" + authority;
    }

    /** The host as it is sent and asked for; an IPv6 address in brackets. */
    public String host() {
        return host;
    }

    /** The port, the scheme's own where none is written. */
    public int port() {
        return port;
    }

    /** The path that actions lie below: empty, or {@code /} and segments without a trailing slash. */
    public String basePath() {
        return basePath;
    }

    /** Whether the host names this machine: 127.0.0.0/8, {@code [::1]} or {@code localhost}. */
    public boolean isThisMachine() {
        return isThisMachine(host);
    }

    /** The host, with the port where it is not the scheme's own: what {@code Host} says. */
    public String authority() {
        return authority;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ServiceUrl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private static void requireHost(String host) {
        if (host.startsWith("[")) {
            return;
        }
        List<String> labels = List.of(host.split("\\.", -1));
        String top = labels.get(labels.size() - 1);
        if (!top.isEmpty() && Character.isDigit(top.charAt(0))) {
            requireQuad(host);
            return;
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches() || label.startsWith("xn--")) {
                throw new IllegalArgumentException("a service's host has labels of a-z, 0-9 and '-', none empty or"
                        + " punycode, and no trailing dot");
            }
        }
        if (host.length() > 253) {
            throw new IllegalArgumentException("a service's host has at most 253 characters");
        }
    }

    private static void requireQuad(String host) {
        if (!QUAD.matcher(host).matches()
                || List.of(host.split("\\.")).stream().anyMatch(part -> Integer.parseInt(part) > 255)) {
            throw new IllegalArgumentException("a numeric host is four decimal numbers from 0 to 255");
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.") && QUAD.matcher(host).matches());
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
