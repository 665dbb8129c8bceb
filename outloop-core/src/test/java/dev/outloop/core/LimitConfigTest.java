package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.config.ConfigReader;
import dev.outloop.core.internal.config.Configuration;
import dev.outloop.core.internal.config.Problem;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitConfigTest {

    private static final long ONE = LimitDefinition.UNITS_PER_ONE;

    private static Configuration read(String limits) {
        return new ConfigReader(pattern -> text -> true)
                .read("version: 1\nstate: { path: state }\nlimits:\n" + limits, Path.of("/tmp"));
    }

    @Test
    void readsEachKind() {
        var read = read("""
                  fast: { per: caller, rate: { calls: 10, every: 1s, burst: 20 } }
                  even: { per: workspace, rate: { calls: 10, every: 500ms } }
                  few: { per: access, concurrency: 4 }
                  daily: { per: workspace, budget: { calls: 500, every: 1d } }
                  traffic: { per: access, budget: { bytes: 10000000 } }
                  spend: { per: tenant, budget: { parameter: amount, total: 5000.25, every: 30d } }
                """);
        assertThat(read.problems()).isEmpty();
        var limits = read.policy().limits();
        assertThat(limits.get("fast").burstUnits()).isEqualTo(20 * ONE);
        assertThat(limits.get("fast").kind()).isEqualTo(Kind.RATE);
        assertThat(limits.get("fast").per()).isEqualTo(Per.CALLER);
        assertThat(limits.get("even").burstUnits()).isEqualTo(10 * ONE);
        assertThat(limits.get("even").every()).contains(Duration.ofMillis(500));
        assertThat(limits.get("few").units()).isEqualTo(4 * ONE);
        assertThat(limits.get("daily").every()).contains(Duration.ofDays(1));
        assertThat(limits.get("traffic").measure()).isEqualTo(Measure.BYTES);
        assertThat(limits.get("traffic").every()).isEmpty();
        assertThat(limits.get("spend").units()).isEqualTo(5_000_250_000L);
        assertThat(limits.get("spend").measure().parameter()).contains("amount");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ per: everybody, concurrency: 1 } | limits.x.per | access, workspace, tenant or caller",
                "{ concurrency: 1 } | limits.x.per | expected the key",
                "{ per: access } | limits.x | one of rate, concurrency and budget",
                "{ per: access, concurrency: 1, rate: { calls: 1, every: 1s } } | limits.x | one of rate",
                "{ per: access, concurrency: 0 } | limits.x.concurrency | whole number from 1",
                "{ per: access, rate: { calls: 1 } } | limits.x.rate.every | expected the key",
                "{ per: access, rate: { calls: 1, every: 1 } } | limits.x.rate.every | a time such as",
                "{ per: access, rate: { calls: 1, every: 0s } } | limits.x.rate.every | a time such as",
                "{ per: access, rate: { calls: 1, every: 9999d } } | limits.x.rate.every | a time such as",
                "{ per: access, rate: { calls: 1.5, every: 1s } } | limits.x.rate.calls | whole number",
                "{ per: access, rate: { calls: 1, every: 1s, burst: 0 } } | limits.x.rate.burst | whole number",
                "{ per: access, rate: { calls: 1, every: 1s, brust: 2 } } | limits.x.rate | not known here",
                "{ per: access, budget: { every: 1d } } | limits.x.budget | one of calls, bytes",
                "{ per: access, budget: { calls: 1, bytes: 1 } } | limits.x.budget | one of calls, bytes",
                "{ per: access, budget: { calls: 1, total: 1 } } | limits.x.budget | one of calls, bytes",
                "{ per: access, budget: { parameter: amount } } | limits.x.budget.total | expected the key",
                "{ per: access, budget: { parameter: amount, total: 0 } } | limits.x.budget.total | above 0",
                "{ per: access, budget: { parameter: amount, total: 1e3 } } | limits.x.budget.total | above 0",
                "{ per: access, budget: { parameter: amount, total: .inf } } | limits.x.budget.total | above 0",
                "{ per: access, budget: { parameter: amount, total: 1.0000001 } } | limits.x.budget.total | above 0",
                "{ per: access, budget: { calls: 1, every: soon } } | limits.x.budget.every | a time such as"
            })
    void saysWhereAndWhatIsWrong(String limit, String key, String sentence) {
        List<Problem> problems = read("  good: { per: access, concurrency: 1 }\n  x: " + limit + "\n")
                .problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).key()).isEqualTo(key);
        assertThat(problems.get(0).line()).isEqualTo(5);
        assertThat(problems.get(0).sentence()).contains(sentence);
    }
}
