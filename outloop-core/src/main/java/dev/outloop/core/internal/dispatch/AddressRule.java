package dev.outloop.core.internal.dispatch;

import dev.outloop.action.ServiceDefinition;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Which addresses a service may be reached at: public ones and the networks that its definition allows; loopback and
 * nothing else if its URL names this machine. Cloud metadata addresses need a network of that one address. Immutable.
 */
public final class AddressRule {

    private static final List<Cidr> METADATA =
            Cidr.parseAll(List.of("169.254.169.254/32", "100.100.100.200/32", "168.63.129.16/32", "fd00:ec2::254/128"));

    private final boolean thisMachine;
    private final List<Cidr> allowed;

    private AddressRule(boolean thisMachine, List<Cidr> allowed) {
        this.thisMachine = thisMachine;
        this.allowed = allowed;
    }

    /**
     * The rule of a service.
     *
     * @throws IllegalArgumentException if an allowed network is not in CIDR form; the message names it
     */
    public static AddressRule of(ServiceDefinition service) {
        return new AddressRule(
                service.url().isThisMachine(), Cidr.parseAll(service.network().allowedNetworks()));
    }

    /** Whether a host that is written as an address is one that the service may be reached at; names are. */
    public static boolean allowsHost(ServiceDefinition service) {
        String host = service.url().host();
        if (!host.startsWith("[") && !Character.isDigit(host.charAt(host.lastIndexOf('.') + 1))) {
            return true;
        }
        try {
            return of(service).isAllowed(InetAddress.getByName(host)); // a literal, for which nobody is asked
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Refuses unless every address is allowed: one good answer does not excuse a bad one beside it. */
    void requireAllowed(InetAddress[] addresses) throws AddressRefused {
        for (InetAddress address : addresses) {
            if (!isAllowed(address)) {
                throw new AddressRefused();
            }
        }
    }

    private boolean isAllowed(InetAddress address) {
        byte[] bytes = PublicAddress.unmapped(address.getAddress());
        if (thisMachine) {
            return address.isLoopbackAddress();
        }
        if (METADATA.stream().anyMatch(network -> network.contains(bytes))) {
            return allowed.stream().anyMatch(network -> network.isSingleAddress() && network.contains(bytes));
        }
        return PublicAddress.isPublic(bytes) || allowed.stream().anyMatch(network -> network.contains(bytes));
    }
}
