package dev.outloop.core.internal.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written form of a network: an address, a slash, and how many of its bits count. */
final class Cidr {

    private static final Pattern IPV4 =
            Pattern.compile("((?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3})/([1-9][0-9]?)");
    private static final Pattern IPV6 = Pattern.compile("([0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})/([1-9][0-9]{0,2})");

    private Cidr() {}

    /** Whether it is a network, with no bit set beyond those that count. Asks no resolver. */
    static boolean isValid(String text) {
        Matcher four = IPV4.matcher(text);
        if (four.matches()) {
            return isNetwork(four.group(1), 4, Integer.parseInt(four.group(2)));
        }
        Matcher six = IPV6.matcher(text);
        return six.matches() && isNetwork(six.group(1), 16, Integer.parseInt(six.group(2)));
    }

    private static boolean isNetwork(String literal, int bytes, int bits) {
        for (String part : bytes == 4 ? literal.split("\\.") : new String[0]) {
            if (Integer.parseInt(part) > 255) {
                return false;
            }
        }
        byte[] address;
        try {
            // The patterns leave only literals, for which no resolver is asked.
            address = InetAddress.getByName(bytes == 4 ? literal : "[" + literal + "]")
                    .getAddress();
        } catch (UnknownHostException e) {
            return false;
        }
        if (address.length != bytes || bits > bytes * 8) {
            return false;
        }
        for (int bit = bits; bit < bytes * 8; bit++) {
            if ((address[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                return false;
            }
        }
        return true;
    }
}
