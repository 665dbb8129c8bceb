package dev.outloop.backend.keychain.internal.dbus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a message bus listens: the first {@code unix:path=} of a list of addresses (D-Bus specification, "Server
 * Addresses"). Immutable.
 */
public final class BusAddress {

    private static final String PATH = "path=";

    private final Path socket;

    private BusAddress(Path socket) {
        this.socket = socket;
    }

    /** The address that the text holds, or empty if it holds none with a path; the JDK has no abstract sockets. */
    public static Optional<BusAddress> parse(String text) {
        return Arrays.stream(text.split(";", -1))
                .filter(address -> address.startsWith("unix:"))
                .flatMap(address ->
                        Arrays.stream(address.substring("unix:".length()).split(",", -1)))
                .filter(pair -> pair.startsWith(PATH))
                .map(pair -> unescape(pair.substring(PATH.length())))
                .flatMap(Optional::stream)
                .findFirst()
                .map(BusAddress::new);
    }

    private static Optional<Path> unescape(String value) {
        try {
            // A plus sign is itself here, other than in forms, for which the decoder is made.
            Path path = Path.of(URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8));
            return path.isAbsolute() ? Optional.of(path) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Path socket() {
        return socket;
    }
}
