package dev.outloop.core.internal.authorize;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What the Javadoc of policies says, rule by rule and word by word, without any thought of speed. */
final class ReferencePolicy {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,18})?");

    private final Policy policy;

    ReferencePolicy(Policy policy) {
        this.policy = policy;
    }

    Decision decide(PolicyInput input) {
        List<PolicyRule> applying = new ArrayList<>();
        for (PolicyRule rule : policy.rules()) {
            if (applies(rule, input)) {
                applying.add(rule);
            }
        }
        Set<String> limits = new TreeSet<>();
        applying.forEach(rule -> limits.addAll(rule.limits()));
        List<PolicyRule> denying = of(applying, Decision.Kind.DENY);
        List<PolicyRule> asking = of(applying, Decision.Kind.REQUIRE_APPROVAL);
        List<PolicyRule> allowing = of(applying, Decision.Kind.ALLOW);
        Decision decision = Decision.none();
        if (!denying.isEmpty()) {
            decision = Decision.deny(denying.get(0).name(), "no");
        } else if (!asking.isEmpty()) {
            List<PolicyRule> each =
                    asking.stream().filter(rule -> !rule.approval().firstUse()).toList();
            decision = asking(each.isEmpty() ? asking : each);
        } else if (!allowing.isEmpty()) {
            decision = Decision.allow(allowing.get(0).name());
        }
        return decision.charging(limits);
    }

    private static Decision asking(List<PolicyRule> rules) {
        List<ApprovalTerms> terms = rules.stream().map(PolicyRule::approval).toList();
        ApprovalTerms strictest = ApprovalTerms.once()
                .times(
                        terms.stream().mapToInt(ApprovalTerms::times).min().orElseThrow(),
                        terms.stream()
                                .map(ApprovalTerms::within)
                                .min(Comparator.naturalOrder())
                                .orElseThrow())
                .waiting(terms.stream()
                        .map(ApprovalTerms::waiting)
                        .min(Comparator.naturalOrder())
                        .orElseThrow());
        return Decision.requireApproval(
                rules.get(0).name(), "ask", terms.get(0).firstUse() ? strictest.forFirstUse() : strictest);
    }

    private static List<PolicyRule> of(List<PolicyRule> rules, Decision.Kind effect) {
        return rules.stream()
                .filter(rule -> rule.effect() == effect)
                .sorted(Comparator.comparing(PolicyRule::name))
                .toList();
    }

    private static boolean applies(PolicyRule rule, PolicyInput input) {
        boolean told = names(rule, Subject.WORKSPACE, input.workspace().name())
                && names(rule, Subject.TENANT, input.tenant().id())
                && names(rule, Subject.RUNTIME, input.runtime().name())
                && names(rule, Subject.ALIAS, input.access().alias())
                && names(rule, Subject.SERVICE, input.service().name())
                && names(rule, Subject.ACTION, input.action().name())
                && names(rule, Subject.METHOD, input.action().method())
                && (rule.writes().isEmpty()
                        || rule.writes().get() == !input.action().readOnly())
                && (rule.from().isEmpty() || !input.time().isBefore(rule.from().get()))
                && (rule.until().isEmpty() || input.time().isBefore(rule.until().get()))
                && (rule.times().isEmpty() || rule.times().stream().anyMatch(window -> isIn(window, input)));
        if (!told) {
            return false;
        }
        boolean doubt = false;
        for (Map.Entry<String, ParameterCondition> entry : rule.parameters().entrySet()) {
            String value = input.parameters().get(entry.getKey());
            ParameterCondition condition = entry.getValue();
            if (value == null
                    || (!condition.oneOf().isEmpty() && !condition.oneOf().contains(value))
                    || (condition.maxChars().isPresent()
                            && value.length() > condition.maxChars().getAsInt())
                    || (condition.pattern().isPresent()
                            && !value.matches(condition.pattern().get()))) {
                return false;
            }
            if (condition.min().isPresent() || condition.max().isPresent()) {
                if (!NUMBER.matcher(value).matches()) {
                    doubt = true;
                } else if (new BigDecimal(value).compareTo(condition.min().orElse(new BigDecimal("-1e30"))) < 0
                        || new BigDecimal(value).compareTo(condition.max().orElse(new BigDecimal("1e30"))) > 0) {
                    return false;
                }
            }
        }
        return !doubt || rule.effect() != Decision.Kind.ALLOW;
    }

    private static boolean names(PolicyRule rule, Subject subject, String value) {
        return rule.named(subject).isEmpty() || rule.named(subject).contains(value);
    }

    /** Minute by minute since each of the last two midnights on which the window could have started. */
    private static boolean isIn(TimeWindow window, PolicyInput input) {
        ZonedDateTime local = input.time().atZone(window.zone());
        for (int daysAgo = 0; daysAgo <= 1; daysAgo++) {
            if (!window.days().contains(local.minusDays(daysAgo).getDayOfWeek())) {
                continue;
            }
            long now = local.toLocalTime().toNanoOfDay() + daysAgo * 24L * 3600 * 1_000_000_000;
            long start = window.from().toNanoOfDay();
            long end = window.to().toNanoOfDay();
            end += end <= start ? 24L * 3600 * 1_000_000_000 : 0;
            if (now >= start && now < end) {
                return true;
            }
        }
        return false;
    }
}
