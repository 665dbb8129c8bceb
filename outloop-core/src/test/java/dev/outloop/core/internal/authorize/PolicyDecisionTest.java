package dev.outloop.core.internal.authorize;

import static dev.outloop.core.internal.authorize.Rules.allow;
import static dev.outloop.core.internal.authorize.Rules.ask;
import static dev.outloop.core.internal.authorize.Rules.decide;
import static dev.outloop.core.internal.authorize.Rules.deny;
import static dev.outloop.core.internal.authorize.Rules.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Decision.Kind;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDecisionTest {

    private static final PolicyInput READ = Rules.request("GET", Map.of());
    private static final PolicyInput WRITE = Rules.request("POST", Map.of());

    @ParameterizedTest
    @CsvSource({
        "workspaces, acme, globex",
        "tenants, acme-corp, globex-inc",
        "runtimes, claude-code, codex",
        "aliases, crm, ads",
        "services, tables, files",
        "actions, items, item",
        "methods, GET, POST"
    })
    void appliesOnlyToWhatItNames(String key, String value, String other) {
        Subject subject = Subject.all().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow();

        assertThat(decide(READ, allow("r").named(subject, value)).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, allow("r").named(subject, other)).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, allow("r").named(subject, other).named(subject, value))
                        .kind())
                .isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, allow("r").named(subject, value.toUpperCase(java.util.Locale.ROOT) + "x"))
                        .kind())
                .isEqualTo(Kind.NONE);
    }

    @Test
    void everythingThatItNamesHasToHold() {
        PolicyRule.Builder both = allow("r").named(Subject.ALIAS, "crm").named(Subject.WORKSPACE, "globex");

        assertThat(decide(READ, both).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, both.named(Subject.WORKSPACE, "acme")).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, both.writes(true)).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void tellsWritingFromReading() {
        assertThat(decide(READ, allow("r").writes(true)).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(WRITE, allow("r").writes(true)).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, allow("r").writes(false)).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(WRITE, allow("r").writes(false)).kind()).isEqualTo(Kind.NONE);
    }

    @Test
    void noRuleMeansNoOpinion() {
        assertThat(decide(READ)).isSameAs(Decision.none());
    }

    @Test
    void theStrongestEffectDecidesWhateverTheOrder() {
        assertThat(decide(READ, allow("a"), ask("b"), deny("c")).toString()).isEqualTo("DENY by c");
        assertThat(decide(READ, deny("c"), ask("b"), allow("a")).toString()).isEqualTo("DENY by c");
        assertThat(decide(READ, allow("a"), none("n"), ask("b")).toString()).isEqualTo("REQUIRE_APPROVAL by b");
        assertThat(decide(READ, none("a"), allow("b")).toString()).isEqualTo("ALLOW by b");
        assertThat(decide(READ, none("a")).toString()).isEqualTo("NONE");
    }

    @Test
    void ofEqualsTheFirstByNameDecides() {
        assertThat(decide(READ, deny("b"), deny("a"), deny("c")).rule()).isEqualTo("a");
        assertThat(decide(READ, deny("a").approval(ApprovalTerms.once().forFirstUse()), deny("b"))
                        .rule())
                .isEqualTo("a");
    }

    @Test
    void saysItsReasonOrAGoodSentence() {
        assertThat(decide(READ, deny("a").reason("Deleting is for people.")).message())
                .isEqualTo("Deleting is for people.");
        assertThat(decide(READ, deny("secret-name")).message())
                .isEqualTo("A rule forbids this request; ask the person who grants access.");
        assertThat(decide(READ, ask("a").reason("Spends money.")).message()).isEqualTo("Spends money.");
        assertThat(decide(READ, ask("secret-name")).message())
                .isEqualTo("A rule wants a person to look at this request first.");
        assertThat(decide(READ, deny("a")).code()).contains(ErrorCode.POLICY_DENIED);
        assertThat(decide(READ, ask("a")).code()).contains(ErrorCode.APPROVAL_REQUIRED);
    }

    @Test
    void limitsOfAllThatApplyAreUnited() {
        assertThat(decide(
                                READ,
                                deny("a").limit("x"),
                                allow("b").limit("y"),
                                none("c").limit("z").limit("x"),
                                allow("d").limit("other").writes(true))
                        .limits())
                .containsExactlyInAnyOrder("x", "y", "z");
        assertThat(decide(READ, none("c").limit("z")).limits()).containsExactly("z");
        assertThat(decide(READ, allow("a"), none("c").limit("z")).limits()).containsExactly("z");
        assertThat(decide(READ, allow("a").limit("z"), none("c").limit("z")).limits())
                .containsExactly("z");
        assertThat(decide(READ, allow("a")).limits()).isEmpty();
    }

    @Test
    void aRuleThatDecidesAloneCostsNoObject() {
        CompiledPolicy policy = Rules.policy(allow("a").limit("x"), none("b").limit("x"), ask("c").writes(true));

        assertThat(policy.decide(READ)).isSameAs(policy.decide(READ));
        assertThat(policy.decide(WRITE).limits()).containsExactly("x");
    }

    @Test
    void aYesIsGoodForWhatTheStrictestGrants() {
        ApprovalTerms often =
                ApprovalTerms.once().times(5, Duration.ofMinutes(10)).waiting(Duration.ofHours(1));
        ApprovalTerms seldom =
                ApprovalTerms.once().times(2, Duration.ofHours(3)).waiting(Duration.ofHours(9));

        Decision both = decide(READ, ask("b").approval(often), ask("a").approval(seldom));

        assertThat(both.rule()).isEqualTo("a");
        assertThat(both.approval())
                .isEqualTo(ApprovalTerms.once().times(2, Duration.ofMinutes(10)).waiting(Duration.ofHours(1)));
        assertThat(decide(READ, ask("a").approval(often.forFirstUse()), ask("b").approval(seldom.forFirstUse()))
                        .approval())
                .isEqualTo(both.approval().forFirstUse());
    }

    @Test
    void askingForEachRequestIsStrongerThanForTheFirstUse() {
        ApprovalTerms first =
                ApprovalTerms.once().times(1, Duration.ofMinutes(1)).forFirstUse();
        ApprovalTerms each = ApprovalTerms.once().times(7, Duration.ofHours(7));

        for (Decision decision : new Decision[] {
            decide(READ, ask("a").approval(first), ask("b").approval(each)),
            decide(READ, ask("b").approval(each), ask("a").approval(first))
        }) {
            assertThat(decision.rule()).isEqualTo("b");
            assertThat(decision.approval()).isEqualTo(each);
        }
        assertThat(decide(
                                READ,
                                ask("a").approval(first),
                                ask("b").approval(each).writes(true))
                        .approval())
                .isEqualTo(first);
    }

    @Test
    void beginsAtItsFirstInstantAndEndsBeforeItsLast() {
        Instant now = READ.time();

        assertThat(decide(READ, allow("r").from(now)).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, allow("r").from(now.plusNanos(1))).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, allow("r").until(now)).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, allow("r").until(now.plusNanos(1))).kind()).isEqualTo(Kind.ALLOW);
    }

    @Test
    void oneOfItsWindowsIsEnough() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        LocalTime now = READ.time().atZone(berlin).toLocalTime();
        DayOfWeek today = READ.time().atZone(berlin).getDayOfWeek();
        TimeWindow open = TimeWindow.of(Set.of(today), now, now.plusMinutes(1), berlin);
        TimeWindow closed = TimeWindow.of(Set.of(today), now.plusMinutes(1), now.plusMinutes(2), berlin);
        TimeWindow otherDay = TimeWindow.of(Set.of(today.plus(2)), now, now.plusMinutes(1), berlin);

        assertThat(decide(READ, allow("r").time(open)).kind()).isEqualTo(Kind.ALLOW);
        assertThat(decide(READ, allow("r").time(closed)).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, allow("r").time(otherDay)).kind()).isEqualTo(Kind.NONE);
        assertThat(decide(READ, allow("r").time(closed).time(open)).kind()).isEqualTo(Kind.ALLOW);
    }
}
