package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.secret.VaultLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultLimitsTest {

    @Test
    void everyKeyIsReadAndNoneIsASettingOfTheBackend() throws Exception {
        VaultDefinition vault = vault("""
                lease: { ttl: 5m, missing: 2s, entries: 10, bytes: 64KiB }
                    calls: { deadline: 3s, threads: 4, retries: 0, per-minute: 120, failures: 2, rest: 1m }""");
        VaultLimits limits = vault.limits();
        assertThat(limits.ttl()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.missing()).isEqualTo(Duration.ofSeconds(2));
        assertThat(limits.maxEntries()).isEqualTo(10);
        assertThat(limits.maxBytes()).isEqualTo(64 * 1024);
        assertThat(limits.deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(limits.threads()).isEqualTo(4);
        assertThat(limits.retries()).isZero();
        assertThat(limits.ratePerMinute()).isEqualTo(120);
        assertThat(limits.failures()).isEqualTo(2);
        assertThat(limits.rest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(vault.settings()).isEqualTo(Map.of("path", "vault.p12"));
    }

    @Test
    void whatIsLeftOutIsAsDocumented() throws Exception {
        VaultLimits limits = vault("calls: { threads: 2 }").limits();
        assertThat(limits.threads()).isEqualTo(2);
        assertThat(limits.ttl()).isEqualTo(Duration.ofSeconds(60));
        assertThat(limits.missing()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.maxEntries()).isEqualTo(1024);
        assertThat(limits.maxBytes()).isEqualTo(4 * 1024 * 1024);
        assertThat(limits.deadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(limits.retries()).isEqualTo(2);
        assertThat(limits.ratePerMinute()).isEqualTo(3000);
        assertThat(limits.failures()).isEqualTo(5);
        assertThat(limits.rest()).isEqualTo(Duration.ofSeconds(10));
        assertThat(vault("lease: { ttl: 0s }").limits().ttl()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "lease: { ttl: 2d }, vaults.local.lease.ttl, at most 24h",
        "lease: { ttl: 60 }, vaults.local.lease.ttl, a time such as",
        "lease: { ttl: -1s }, vaults.local.lease.ttl, a time such as",
        "lease: { missing: 2h }, vaults.local.lease.missing, at most 1h",
        "lease: { entries: 0 }, vaults.local.lease.entries, from 1",
        "lease: { bytes: 0B }, vaults.local.lease.bytes, a size such as",
        "lease: { tll: 1s }, vaults.local.lease, did you mean \"ttl\"?",
        "lease: 60s, vaults.local.lease, expected keys with values",
        "calls: { deadline: 0s }, vaults.local.calls.deadline, a time such as",
        "calls: { threads: 0 }, vaults.local.calls.threads, from 1",
        "calls: { retries: 11 }, vaults.local.calls.retries, from 0 to 10",
        "calls: { per-minute: 0 }, vaults.local.calls.per-minute, from 1",
        "calls: { failures: 0 }, vaults.local.calls.failures, from 1",
        "calls: { rest: 0s }, vaults.local.calls.rest, a time such as",
        "calls: { paus: 1s }, vaults.local.calls, not known here",
    })
    void whatIsWrongIsNamedByLineAndKey(String yaml, String key, String sentence) {
        assertThatThrownBy(() -> vault(yaml)).isInstanceOfSatisfying(ConfigException.class, e -> {
            assertThat(e.problems()).hasSize(1);
            ConfigProblem problem = e.problems().get(0);
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.key()).isEqualTo(key);
            assertThat(problem.toString()).contains(sentence);
        });
    }

    @Test
    void boundsThatMeanNothingCannotBeBuilt() {
        VaultLimits.Builder limits = VaultLimits.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> limits.ttl(Duration.ofHours(25)));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.missing(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.maxEntries(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.maxBytes(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.deadline(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.threads(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.retries(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.ratePerMinute(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.failures(0));
        assertThatIllegalArgumentException().isThrownBy(() -> limits.rest(Duration.ZERO));
    }

    private static VaultDefinition vault(String more) throws ConfigException {
        String yaml = """
                version: 1
                vaults:
                  local:
                    backend: keystore
                    path: vault.p12
                    %s
                """.formatted(more);
        return BrokerConfig.parse(yaml, Path.of("")).vaults().get(0);
    }
}
