package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Effect;
import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "1.1.1.1",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "11.0.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "192.167.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001::1",
                "64:ff9b::1.1.1.1",
                "2002:101:101::1"
            })
    void allowsPublicAddresses(String address) {
        assertThatCode(() -> check(rule(List.of()), address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::7f00:1",
                "::1.1.1.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b:1::1",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "2606:4700::5efe:a00:1",
                "4000::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refusesEveryOther(String address) {
        assertThatThrownBy(() -> check(rule(List.of()), address)).isInstanceOf(AddressRefused.class);
    }

    @Test
    void judgesMappedAddressesByWhatTheyMap() throws Exception {
        assertThatThrownBy(() -> rule(List.of()).requireAllowed(new InetAddress[] {mapped(10, 0, 0, 1)}))
                .isInstanceOf(AddressRefused.class);
        rule(List.of()).requireAllowed(new InetAddress[] {mapped(1, 1, 1, 1)});
        rule(List.of("10.0.0.0/8")).requireAllowed(new InetAddress[] {mapped(10, 0, 0, 1)});
    }

    @Test
    void oneRefusedAddressAmongManyRefusesAll() throws Exception {
        InetAddress good = InetAddress.getByName("1.1.1.1");
        InetAddress bad = InetAddress.getByName("10.0.0.1");
        rule(List.of()).requireAllowed(new InetAddress[] {good, good});
        assertThatThrownBy(() -> rule(List.of()).requireAllowed(new InetAddress[] {good, bad}))
                .isInstanceOf(AddressRefused.class);
    }

    @Test
    void allowsListedNetworksAndPublicOnesBeside() throws Exception {
        AddressRule rule = rule(List.of("10.1.0.0/16", "fd12::/16"));
        check(rule, "10.1.2.3");
        check(rule, "fd12:3::1");
        check(rule, "1.1.1.1");
        assertThatThrownBy(() -> check(rule, "10.2.0.1")).isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> check(rule, "fd13::1")).isInstanceOf(AddressRefused.class);
    }

    @Test
    void metadataNeedsANetworkOfItsOwn() throws Exception {
        for (String wide : List.of("169.254.0.0/16", "0.0.0.0/0", "169.254.169.254/31")) {
            AddressRule rule = rule(List.of(wide));
            assertThatThrownBy(() -> check(rule, "169.254.169.254")).isInstanceOf(AddressRefused.class);
            check(rule, "169.254.169.255");
        }
        check(rule(List.of("169.254.169.254/32")), "169.254.169.254");
    }

    @Test
    void thisMachineIsLoopbackAndNothingElse() throws Exception {
        AddressRule rule = AddressRule.of(Rig.service("http://localhost:1")
                .network(NetworkRule.publicInternet().allowing(List.of("10.0.0.0/8")))
                .build());
        check(rule, "127.0.0.1");
        check(rule, "::1");
        assertThatThrownBy(() -> check(rule, "1.1.1.1")).isInstanceOf(AddressRefused.class);
        assertThatThrownBy(() -> check(rule, "10.0.0.1")).isInstanceOf(AddressRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "256.0.0.0/8",
                "10.0.0.0/08",
                "10.0.0.0/-1",
                "10.0.0.0/ 8",
                "fd00::/129",
                "fd00::1/64",
                "fe80::1%eth0/64",
                "::ffff:10.0.0.0/104",
                "host/8",
                "/8",
                "",
                ":/8",
                "1:2/16",
                "0:0:0:0:0:ffff:a00:0/104"
            })
    void refusesNetworksNotInTheOneForm(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> rule(List.of(network)));
    }

    @Test
    void aNameThatLeadsInsideIsNotConnectedTo() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (RawServer server = RawServer.answering(RawServer.ok("inside"));
                Rig rig = new Rig(Rig.service("https://api.example.com:" + server.port()), host -> {
                    asked.incrementAndGet();
                    return new InetAddress[] {InetAddress.getByName("127.0.0.1")};
                })) {
            Stopped stopped = rig.stopped();
            assertThat(stopped.code()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
            assertThat(stopped.effect()).isEqualTo(Effect.NONE);
            assertThat(stopped.sentence()).contains("api.example.com").doesNotContain("127.0.0.1");
            assertThat(server.connections()).isZero();
            assertThat(asked).hasValue(1);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void literalsAreAskedForAndJudgedToo() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"));
                Rig rig = new Rig(Rig.service("http://127.0.0.1:" + server.port()), host ->
                        new InetAddress[] {InetAddress.getByName("192.168.0.1")})) {
            assertThat(rig.stopped().code()).isEqualTo(ErrorCode.ADDRESS_REFUSED);
        }
    }

    private static AddressRule rule(List<String> networks) {
        return AddressRule.of(Rig.service("https://api.example.com")
                .network(NetworkRule.publicInternet().allowing(networks))
                .build());
    }

    private static void check(AddressRule rule, String address) throws Exception {
        rule.requireAllowed(new InetAddress[] {InetAddress.getByName(address)});
    }

    /** The runtime turns these into IPv4 on its own; another resolver might not. */
    private static InetAddress mapped(int... quad) throws Exception {
        byte[] bytes = new byte[16];
        bytes[10] = (byte) 0xff;
        bytes[11] = (byte) 0xff;
        for (int i = 0; i < 4; i++) {
            bytes[12 + i] = (byte) quad[i];
        }
        return Inet6Address.getByAddress("mapped", bytes, -1);
    }
}
