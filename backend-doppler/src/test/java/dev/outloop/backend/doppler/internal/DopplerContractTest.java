package dev.outloop.backend.doppler.internal;

import dev.outloop.backend.doppler.DopplerProvider;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("Doppler keeps the contract of vaults")
class DopplerContractTest {

    @Nested
    @DisplayName("fetching one secret at a time")
    class One extends InMode {
        One() {
            super("one");
        }
    }

    @Nested
    @DisplayName("fetching all of a config")
    class Many extends InMode {
        Many() {
            super("many");
        }
    }

    abstract static class InMode implements VaultListingContract {
        private final String fetch;
        private FakeDoppler doppler;

        InMode(String fetch) {
            this.fetch = fetch;
        }

        @BeforeEach
        void start() throws Exception {
            doppler = FakeDoppler.start();
        }

        @AfterEach
        void end() {
            doppler.close();
        }

        @Override
        public VaultBackendProvider provider() {
            return new DopplerProvider();
        }

        @Override
        public TestVaultContext configure(TestVaultContext context) {
            return doppler.connect(context)
                    .withSecret("token", doppler.serviceToken.bytes())
                    .with("fetch", fetch);
        }

        @Override
        public void keep(VaultBackend vault, TestVaultContext context, SecretRef ref, byte[] value) {
            doppler.keep(ref.segments().get(0), new String(value, StandardCharsets.UTF_8));
        }

        /** Doppler's names are of A-Z, 0-9 and '_' in one segment. */
        @Override
        public List<String> written(List<String> segments) {
            byte[] name = String.join("\n", segments).getBytes(StandardCharsets.UTF_8);
            return List.of("T_" + HexFormat.of().withUpperCase().formatHex(name));
        }

        /** Doppler keeps text: every character that JSON can carry, control characters included. */
        @Override
        public List<byte[]> values() {
            StringBuilder ascii = new StringBuilder();
            for (char character = 0; character < 0x80; character++) {
                ascii.append(character);
            }
            return List.of(
                            ascii.toString(),
                            "ends in a line feed\n",
                            " spaces around\t ",
                            "\r\n\r\nlines\r\n",
                            "k\u00fcche \u2028 \ud83d\udd11",
                            "\"quotes\" \\ 'and' `ticks` ${NOT_EXPANDED}",
                            "long".repeat(1500))
                    .stream()
                    .map(text -> text.getBytes(StandardCharsets.UTF_8))
                    .toList();
        }
    }
}
