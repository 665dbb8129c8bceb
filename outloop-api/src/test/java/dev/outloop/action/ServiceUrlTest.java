package dev.outloop.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com, api.example.com, 443, ''",
        "https://api.example.com/, api.example.com, 443, ''",
        "https://api.example.com:8443/v1, api.example.com, 8443, /v1",
        "https://api.example.com/v1/, api.example.com, 443, /v1",
        "http://127.0.0.1:8384, 127.0.0.1, 8384, ''",
        "http://[::1]:8384/a/b, [::1], 8384, /a/b",
        "http://localhost:80, localhost, 80, ''",
        "https://203.0.114.9, 203.0.114.9, 443, ''",
    })
    void readsTheOneSpelling(String text, String host, int port, String basePath) {
        ServiceUrl url = ServiceUrl.parse(text);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.basePath()).isEqualTo(basePath);
        assertThat(ServiceUrl.parse(url.toString())).isEqualTo(url).hasSameHashCodeAs(url);
    }

    @Test
    void saysThePortWhereItIsNotTheSchemesOwn() {
        assertThat(ServiceUrl.parse("https://api.example.com:443").authority()).isEqualTo("api.example.com");
        assertThat(ServiceUrl.parse("https://api.example.com:444").authority()).isEqualTo("api.example.com:444");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.example.com",
                "//api.example.com",
                "ftp://api.example.com",
                "HTTPS://api.example.com",
                "https://API.example.com",
                "https://api.example.com.",
                "https://api..example.com",
                "https://-a.example",
                "https://a-.example",
                "https://user@api.example.com",
                "https://u:p@api.example.com",
                "https://api.example.com:0",
                "https://api.example.com:65536",
                "https://api.example.com:-1",
                "https://api.example.com:443:1",
                "https://api.example.com?x=1",
                "https://api.example.com#x",
                "https://api.example.com/a/../b",
                "https://api.example.com/./b",
                "https://api.example.com//b",
                "https://api.example.com/a%2fb",
                "https://api.example.com/a;b",
                "https://xn--pi-7kc.example",
                "https://api.exa\u0440mple.com",
                "https://127.1",
                "https://0x7f.1",
                "https://2130706433",
                "https://0",
                "https://256.1.1.1",
                "https://01.2.3.4",
                "https://1.2.3.4.",
                "https://[::]",
                "https://[::ffff:1.2.3.4]",
                "https://[fe80::1%25eth0]",
                "http://api.example.com",
                "http://10.0.0.1",
                "http://127.0.0.1.example.com",
                "https://api.example.com\n",
                "https://api.example.com ",
                " https://api.example.com"
            })
    void refusesEveryOther(String text) {
        assertThatThrownBy(() -> ServiceUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
