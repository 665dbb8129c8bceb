package dev.outloop.core.internal.dispatch;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.core.internal.admit.PercentCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The parts of a service's credential in the form that each has on the wire. Opens secrets as late as it can and
 * overwrites what it opened.
 */
public final class Credentials {

    private static final String HEX = "0123456789ABCDEF";

    private final List<CredentialPlacement> placements;
    private final Function<String, Secret> secrets;

    /** Reads the secrets by their part; closes none of them. */
    Credentials(List<CredentialPlacement> placements, Function<String, Secret> secrets) {
        this.placements = placements;
        this.secrets = secrets;
    }

    /**
     * What goes over the wire in place of the secret and does not contain it, so that redaction has to know it too: the
     * Base64 of a basic credential (RFC 7617, section 2). The caller closes the secrets.
     */
    public static List<Secret> derived(CredentialPlacement placement, Secret secret) {
        if (placement.basicUsername().isEmpty()) {
            return List.of();
        }
        byte[] encoded = opened(secret, bytes -> basic(placement, bytes));
        try {
            return List.of(Secret.copyOf(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    List<CredentialPlacement> placements() {
        return placements;
    }

    /** Refuses a secret that its place cannot carry unaltered. */
    void requireFit() throws UnfitSecret {
        for (CredentialPlacement placement : placements) {
            boolean fit = opened(secrets.apply(placement.part()), bytes -> fits(placement, bytes));
            if (!fit) {
                throw new UnfitSecret();
            }
        }
    }

    /** Appends {@code name=value} pairs, percent-encoded, each after the separator that is due. */
    void writeQuery(WipedBuffer out, boolean hasQuery) {
        boolean more = hasQuery;
        for (CredentialPlacement placement : placements) {
            if (placement.query().isPresent()) {
                StringBuilder name = new StringBuilder();
                PercentCode.encode(name, placement.query().get());
                out.ascii((more ? "&" : "?") + name + "=");
                write(out, placement, Credentials::percentEncoded);
                more = true;
            }
        }
    }

    /** Appends the header fields, each with its line end. */
    void writeFields(WipedBuffer out) {
        for (CredentialPlacement placement : placements) {
            if (placement.header().isPresent()) {
                out.ascii(placement.header().get() + ": " + placement.prefix());
                write(out, placement, bytes -> wireForm(placement, bytes));
                out.ascii("\r\n");
            }
        }
    }

    private void write(WipedBuffer out, CredentialPlacement placement, Function<byte[], byte[]> form) {
        byte[] written = opened(secrets.apply(placement.part()), form);
        out.add(written);
        Arrays.fill(written, (byte) 0);
    }

    private static byte[] wireForm(CredentialPlacement placement, byte[] bytes) {
        return placement.basicUsername().isPresent() ? basic(placement, bytes) : bytes.clone();
    }

    private static byte[] basic(CredentialPlacement placement, byte[] bytes) {
        byte[] user = (placement.basicUsername().orElseThrow() + ":").getBytes(StandardCharsets.UTF_8);
        byte[] pair = Arrays.copyOf(user, user.length + bytes.length);
        System.arraycopy(bytes, 0, pair, user.length, bytes.length);
        try {
            return Base64.getEncoder().encode(pair);
        } finally {
            Arrays.fill(pair, (byte) 0);
        }
    }

    private static byte[] percentEncoded(byte[] bytes) {
        try (WipedBuffer out = new WipedBuffer(bytes.length * 3)) {
            for (byte b : bytes) {
                if (PercentCode.isUnreserved(b)) {
                    out.add(b);
                } else {
                    out.add((byte) '%');
                    out.add((byte) HEX.charAt(b >> 4 & 0xf));
                    out.add((byte) HEX.charAt(b & 0xf));
                }
            }
            return out.toByteArray();
        }
    }

    private static boolean fits(CredentialPlacement placement, byte[] bytes) {
        if (placement.header().isPresent() && placement.basicUsername().isEmpty()) {
            return isFieldValue(bytes);
        }
        return bytes.length > 0 && noneMatches(bytes, Credentials::isControl);
    }

    /** RFC 9110, section 5.5, without the obsolete octets: visible ASCII, with blanks inside only. */
    private static boolean isFieldValue(byte[] bytes) {
        return bytes.length > 0
                && isVisible(bytes[0])
                && isVisible(bytes[bytes.length - 1])
                && noneMatches(bytes, b -> !isVisible(b) && b != ' ' && b != '\t');
    }

    private static boolean isVisible(byte b) {
        return b > ' ' && b < 0x7f;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ') || b == 0x7f;
    }

    private static boolean noneMatches(byte[] bytes, Predicate<Byte> predicate) {
        for (byte b : bytes) {
            if (predicate.test(b)) {
                return false;
            }
        }
        return true;
    }

    private static <T> T opened(Secret secret, Function<byte[], T> use) {
        byte[] bytes = secret.toByteArray(InsecureSecretAccess.get());
        try {
            return use.apply(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
