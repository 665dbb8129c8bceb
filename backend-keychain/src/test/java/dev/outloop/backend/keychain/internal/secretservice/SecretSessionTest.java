package dev.outloop.backend.keychain.internal.secretservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class SecretSessionTest {

    /** A misprinted group would still agree with a service that computes with the right one now and then only. */
    @Test
    void groupIsASafePrimeAndItsGeneratorIsTwo() {
        assertThat(SecretSession.PRIME.bitLength()).isEqualTo(1024);
        assertThat(SecretSession.PRIME.isProbablePrime(50)).isTrue();
        assertThat(SecretSession.PRIME.shiftRight(1).isProbablePrime(50)).isTrue();
        assertThat(SecretSession.GENERATOR).isEqualTo(2);
    }

    /** One shared key in 256 begins with a zero byte, and hashing it without that byte gives another key. */
    @Test
    void sharedKeysKeepTheirLeadingZeros() {
        byte[] one = SecretSession.groupBytes(BigInteger.ONE);
        assertThat(one).hasSize(128).startsWith(0, 0).endsWith(0, 1);
        byte[] largest = SecretSession.groupBytes(SecretSession.PRIME.subtract(BigInteger.ONE));
        assertThat(new BigInteger(1, largest)).isEqualTo(SecretSession.PRIME.subtract(BigInteger.ONE));
    }
}
