package dev.outloop.backend.keychain.internal.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusAddressTest {

    private static Optional<String> socket(String text) {
        return BusAddress.parse(text).map(BusAddress::socket).map(Path::toString);
    }

    @Test
    void firstPathOfTheListIsTaken() {
        assertThat(socket("unix:path=/run/user/1000/bus")).contains("/run/user/1000/bus");
        assertThat(socket("unix:guid=00ff,path=/tmp/b")).contains("/tmp/b");
        assertThat(socket("tcp:host=localhost,port=1;unix:abstract=/x;unix:path=/y;unix:path=/z"))
                .contains("/y");
    }

    @Test
    void escapesAreUndoneAndAPlusSignIsItself() {
        assertThat(socket("unix:path=/tmp/a%20b%2cc+d")).contains("/tmp/a b,c+d");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unix:",
                "unix:path=",
                "unix:path=relative",
                "unix:path=/a%zz",
                "unix:path=/a%00b",
                "unix:abstract=/tmp/dbus-x",
                "tcp:host=localhost,port=1,path=/x",
                "unixexec:path=/bin/sh"
            })
    void othersAreNone(String text) {
        assertThat(socket(text)).isEmpty();
    }
}
