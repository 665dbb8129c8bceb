package dev.outloop.spi;

/**
 * The version of these interfaces that a provider was written for. A broker refuses, when it is built, providers of a
 * version that it does not know.
 *
 * @param number counts up with each change that an implementation would notice
 */
public record SpiVersion(int number) {

    /** The version of this library. */
    public static final SpiVersion CURRENT = new SpiVersion(1);
}
