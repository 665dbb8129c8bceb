package dev.outloop.action;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a service's name may resolve to, and whom its certificate may come from. Immutable.
 *
 * <p>Without a rule a service is on the public Internet and its certificate comes from an authority that the Java
 * runtime trusts; a service whose URL names this machine may resolve to loopback addresses and to nothing else.
 */
public final class NetworkRule {

    private static final NetworkRule PUBLIC = new NetworkRule(List.of(), null);

    private final List<String> allowedNetworks;
    private final @Nullable Path trustedCertificates;

    private NetworkRule(List<String> allowedNetworks, @Nullable Path trustedCertificates) {
        this.allowedNetworks = List.copyOf(allowedNetworks);
        this.trustedCertificates = trustedCertificates;
    }

    /** Public addresses, and the Java runtime's own authorities. */
    public static NetworkRule publicInternet() {
        return PUBLIC;
    }

    /** This rule with networks, in CIDR form, whose addresses are allowed although they are not public. */
    public NetworkRule allowing(List<String> networks) {
        return new NetworkRule(networks, trustedCertificates);
    }

    /** This rule with a file of PEM certificates that are trusted in place of the Java runtime's. */
    public NetworkRule trusting(Path pemFile) {
        return new NetworkRule(allowedNetworks, Objects.requireNonNull(pemFile, "pemFile"));
    }

    /** Networks in CIDR form, such as {@code 10.0.0.0/8}. */
    public List<String> allowedNetworks() {
        return allowedNetworks;
    }

    /** The PEM file whose certificates alone are trusted, if one is named. */
    public Optional<Path> trustedCertificates() {
        return Optional.ofNullable(trustedCertificates);
    }
}
