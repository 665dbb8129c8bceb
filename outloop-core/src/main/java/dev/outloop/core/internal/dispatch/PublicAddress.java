package dev.outloop.core.internal.dispatch;

import java.util.Arrays;
import java.util.List;

/**
 * Which addresses are on the public Internet: none of the IANA special-purpose registries (RFC 6890 and its updates),
 * and no IPv6 form that carries such an IPv4 address.
 */
final class PublicAddress {

    private static final List<Cidr> SPECIAL_V4 = Cidr.parseAll(List.of(
            "0.0.0.0/8", // RFC 791, this network
            "10.0.0.0/8", // RFC 1918
            "100.64.0.0/10", // RFC 6598, carrier-grade NAT
            "127.0.0.0/8", // RFC 1122, loopback
            "168.63.129.16/32", // the host's own services on Azure
            "169.254.0.0/16", // RFC 3927, link-local and cloud metadata
            "172.16.0.0/12", // RFC 1918
            "192.0.0.0/24", // RFC 6890, protocol assignments
            "192.0.2.0/24", // RFC 5737, documentation
            "192.31.196.0/24", // RFC 7535
            "192.52.193.0/24", // RFC 7450
            "192.88.99.0/24", // RFC 7526, former 6to4 relays
            "192.168.0.0/16", // RFC 1918
            "192.175.48.0/24", // RFC 7534
            "198.18.0.0/15", // RFC 2544, benchmarks
            "198.51.100.0/24", // RFC 5737
            "203.0.113.0/24", // RFC 5737
            "224.0.0.0/4", // RFC 5771, multicast
            "240.0.0.0/4")); // RFC 1112, reserved, and broadcast

    private static final Cidr GLOBAL_V6 = Cidr.parse("2000::/3"); // RFC 4291, section 2.4

    private static final List<Cidr> SPECIAL_V6 = Cidr.parseAll(List.of(
            "2001::/23", // RFC 2928, protocol assignments; Teredo among them (RFC 4380)
            "2001:db8::/32", // RFC 3849, documentation
            "2620:4f:8000::/48", // RFC 7534
            "3fff::/20")); // RFC 9637, documentation

    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16"); // RFC 3056
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96"); // RFC 6052

    private PublicAddress() {}

    /** Whether the address, 4 or 16 bytes, is public. */
    static boolean isPublic(byte[] address) {
        if (address.length == 4) {
            return SPECIAL_V4.stream().noneMatch(network -> network.contains(address));
        }
        if (NAT64.contains(address)) {
            return isPublic(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return isPublic(Arrays.copyOfRange(address, 2, 6));
        }
        return GLOBAL_V6.contains(address)
                && !isIsatap(address)
                && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
    }

    /** The IPv4 address of a mapped one (RFC 4291, section 2.5.5.2), every other address as it is. */
    static byte[] unmapped(byte[] address) {
        return isMapped(address) ? Arrays.copyOfRange(address, 12, 16) : address;
    }

    private static boolean isMapped(byte[] address) {
        return address.length == 16
                && Arrays.equals(address, 0, 10, new byte[10], 0, 10)
                && address[10] == (byte) 0xff
                && address[11] == (byte) 0xff;
    }

    /** RFC 5214, section 6.1: an interface identifier with an IPv4 address in it. */
    private static boolean isIsatap(byte[] address) {
        return (address[8] & 0xfd) == 0 && address[9] == 0 && address[10] == 0x5e && (address[11] & 0xff) == 0xfe;
    }
}
