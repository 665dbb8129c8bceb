package dev.outloop.core.internal.dispatch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network in the notation of RFC 4632, section 3.1, and RFC 4291, section 2.3: an address and the number of its
 * leading bits that count. Read strictly: no short forms, leading zeros, zones or bits beyond the prefix. Immutable.
 */
final class Cidr {

    private static final Pattern V4 =
            Pattern.compile("(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}");
    private static final Pattern LENGTH = Pattern.compile("0|[1-9][0-9]{0,2}");

    private final byte[] network;
    private final int length;

    private Cidr(byte[] network, int length) {
        this.network = network;
        this.length = length;
    }

    /** Reads one network; the exception's message quotes it, as it comes from a configuration. */
    static Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !LENGTH.matcher(text.substring(slash + 1)).matches()) {
            throw refused(text);
        }
        byte[] address = address(text, text.substring(0, slash));
        int length = Integer.parseInt(text.substring(slash + 1));
        if (length > address.length * 8) {
            throw refused(text);
        }
        for (int bit = length; bit < address.length * 8; bit++) {
            if ((address[bit >> 3] & (0x80 >> (bit & 7))) != 0) {
                throw new IllegalArgumentException("the network " + text + " has bits beyond its prefix");
            }
        }
        return new Cidr(address, length);
    }

    static List<Cidr> parseAll(List<String> texts) {
        List<Cidr> networks = new ArrayList<>(texts.size());
        for (String text : texts) {
            networks.add(parse(text));
        }
        return List.copyOf(networks);
    }

    /** Whether the address, 4 or 16 bytes, lies in this network; families never mix. */
    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = length >> 3;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int mask = 0xff00 >> (length & 7) & 0xff;
        return mask == 0 || (address[whole] & mask) == (network[whole] & mask);
    }

    /** Whether this network is a single address. */
    boolean isSingleAddress() {
        return length == network.length * 8;
    }

    private static byte[] address(String text, String address) {
        Matcher quad = V4.matcher(address);
        if (quad.matches()) {
            byte[] bytes = new byte[4];
            for (int i = 0; i < 4; i++) {
                int part = Integer.parseInt(quad.group(i + 1));
                if (part > 255) {
                    throw refused(text);
                }
                bytes[i] = (byte) part;
            }
            return bytes;
        }
        if (!V6.matcher(address).matches() || address.indexOf(':') < 0) {
            throw refused(text);
        }
        try {
            // With a colon and none but hexadecimal digits it is a literal, so nobody is asked.
            InetAddress literal = InetAddress.getByName(address);
            if (literal instanceof Inet4Address) {
                throw refused(text);
            }
            return literal.getAddress();
        } catch (UnknownHostException e) {
            throw refused(text);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException(
                "the network " + text + " is not in CIDR form, such as 10.0.0.0/8 or fd00:1234::/32");
    }
}
