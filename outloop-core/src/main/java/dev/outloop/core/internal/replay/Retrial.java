package dev.outloop.core.internal.replay;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.PartialAdmit;
import dev.outloop.core.internal.admit.PartlyAdmitted;
import dev.outloop.core.internal.admit.Recalled;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.PartialAuthorize;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Judges records by other definitions than those under which they were made. For one thread, in the trail's order. */
public final class Retrial {

    private final Snapshot next;
    private final PartialAdmit admit;
    private final PartialAuthorize authorize;
    private final InForce inForce;
    private final boolean hosted;
    private long uncompared;

    /** What is noticed beside the answer. */
    private static final class Notes {
        private final Set<String> changes = new TreeSet<>();
        private boolean pinsHidden;
    }

    /**
     * A retrial.
     *
     * @param next the definitions to judge by
     * @param before definitions under which some records were made, or null if none are at hand
     */
    public Retrial(Snapshot next, @Nullable Snapshot before, List<PolicyEvaluator> hostEvaluators) {
        this.next = next;
        this.admit = new PartialAdmit(next);
        this.authorize = new PartialAuthorize(next.policy(), hostEvaluators);
        this.inForce = new InForce(next, before);
        this.hosted = !hostEvaluators.isEmpty();
    }

    /** The records that follow were made under the definitions of this one. */
    public void configured(Trace loaded) {
        inForce.loaded(loaded);
    }

    /** Judges a record. */
    public Retried judge(Trace trace) {
        if (!trace.isDecision()) {
            return new Retried(Retried.Outcome.NOT_JUDGED, "", "", Set.of(), Set.of(), Set.of(), "", "", Set.of());
        }
        Notes notes = new Notes();
        List<Answer> answers = answers(trace, notes);
        Decision.Kind was = trace.kind();
        boolean possible = answers.stream().anyMatch(answer -> answer.kind() == was);
        boolean certain = answers.stream().allMatch(answer -> answer.kind() == was);
        boolean elsewhere = was != Decision.Kind.DENY && !notes.changes.isEmpty();
        Retried.Outcome outcome = certain && !elsewhere
                ? Retried.Outcome.SAME
                : possible && !elsewhere ? Retried.Outcome.DEPENDS : Retried.Outcome.DIFFERS;
        if (outcome == Retried.Outcome.SAME && was != Decision.Kind.DENY && notes.pinsHidden) {
            uncompared += trace.count();
        }
        return retried(trace, outcome, answers, notes.changes);
    }

    /** How many of those that would be answered alike have pins that could not be compared. */
    public long uncompared() {
        return uncompared;
    }

    private static Retried retried(Trace trace, Retried.Outcome outcome, List<Answer> answers, Set<String> changes) {
        Set<String> now = new TreeSet<>();
        Set<String> rules = new TreeSet<>();
        Set<String> on = new TreeSet<>();
        for (Answer answer : answers) {
            now.add(Words.of(answer.kind(), answer.code()));
            on.addAll(answer.on());
            if (!answer.rule().isEmpty()) {
                rules.add(answer.rule());
            }
        }
        if (now.stream().anyMatch(word -> word.startsWith("deny "))) {
            now.remove("deny");
        }
        Set<String> limits = answers.size() == 1 ? answers.get(0).limits() : Set.of();
        return new Retried(
                outcome,
                Words.of(trace.kind(), trace.kind() == Decision.Kind.DENY ? trace.text("code") : ""),
                String.join(" or ", now),
                rules,
                on,
                changes,
                trace.text("alias"),
                trace.text("action"),
                limits);
    }

    private List<Answer> answers(Trace trace, Notes notes) {
        Workspace workspace = next.workspace(trace.text("workspace")).orElse(null);
        if (workspace == null) {
            notes.changes.add("workspace");
            return List.of(
                    new Answer(Decision.Kind.DENY, ErrorCode.CALLER_NOT_RECOGNISED.name(), "", Set.of(), Set.of()));
        }
        if (!workspace.tenant().id().equals(trace.text("tenant"))) {
            notes.changes.add("tenant");
        }
        try {
            Binding binding = admit.binding(workspace, trace.text("alias"));
            List<Answer> answers = new ArrayList<>(under(binding, trace, notes));
            addDenials(trace, binding, answers);
            if (trace.kind() != Decision.Kind.DENY) {
                addMisfits(notes.changes, answers);
            }
            return answers;
        } catch (Refused refused) {
            return List.of(Answer.denied(refused));
        }
    }

    /** Who named the account, or wrote the request itself, named what is there no longer. */
    private static void addMisfits(Set<String> changes, List<Answer> answers) {
        if (changes.stream().anyMatch(change -> change.startsWith(InForce.PIN))) {
            answers.add(Answer.maybeDenied(Set.of(Words.ACCOUNT)));
        }
        if (changes.contains(InForce.SERVICE) || changes.contains(InForce.TEMPLATE)) {
            answers.add(Answer.maybeDenied(Set.of(Words.BY_NAME)));
        }
    }

    /** What was refused for another reason than a rule may be refused for it again. */
    private void addDenials(Trace trace, Binding binding, List<Answer> answers) {
        if (trace.isRefusedByForm()) {
            if (inForce.isAsNow(binding)) {
                answers.clear();
                answers.add(new Answer(Decision.Kind.DENY, trace.text("code"), "", Set.of(), Set.of()));
            } else {
                answers.add(
                        Answer.maybeDenied(Set.of(trace.is(ErrorCode.PIN_MISMATCH) ? Words.ACCOUNT : Words.REQUEST)));
            }
        } else if (trace.isByCounts()
                && answers.stream().anyMatch(answer -> !answer.limits().isEmpty())) {
            answers.add(Answer.maybeDenied(Set.of(Words.COUNTS)));
        } else if (trace.is(ErrorCode.WORKSPACE_MISMATCH)) {
            answers.add(Answer.maybeDenied(Set.of(Words.FOLDER)));
        } else if (trace.is(ErrorCode.ORIGIN_UNCONFIRMED)) {
            answers.add(Answer.maybeDenied(Set.of(Words.ORIGIN)));
        }
    }

    private List<Answer> under(Binding binding, Trace trace, Notes notes) {
        String name = trace.text("action");
        if (name.isEmpty()) {
            return any(List.copyOf(binding.service().actions().values()), binding, trace, Set.of(Words.ACTION));
        }
        Optional<ServiceDefinition> before = inForce.service(trace.text("service"));
        notes.pinsHidden = inForce.hidesPins(binding);
        inForce.addChanges(binding, trace, notes.changes);
        Optional<ActionDefinition> old = before.map(service -> service.actions().get(name));
        Optional<ActionDefinition> now =
                Optional.ofNullable(binding.service().actions().get(name));
        Recalled recalled = Recollection.of(trace, old, now);
        boolean proven =
                trace.isAdmitted() && old.isPresent() && now.isPresent() && PartialAdmit.isSame(old.get(), now.get());
        List<ActionDefinition> rivals = inForce.rivals(binding.service(), trace, before);
        try {
            PartlyAdmitted admitted = admit.admit(binding, name, recalled, proven);
            List<Answer> answers = new ArrayList<>(judge(admitted, trace));
            if (!admitted.open().isEmpty() && !trace.isRefusedByForm()) {
                answers.add(Answer.maybeDenied(admitted.open()));
            }
            if (!rivals.isEmpty() && !Recollection.hasPath(admitted.action(), recalled)) {
                answers.add(Answer.maybeDenied(Recollection.pathOf(admitted.action())));
                answers.addAll(any(rivals, binding, trace, Set.of(Words.BY_NAME)));
            }
            return answers;
        } catch (Refused refused) {
            List<Answer> answers = new ArrayList<>(List.of(Answer.denied(refused)));
            if (refused.trueCause() == ErrorCode.ACTION_NOT_APPROVED) {
                answers.addAll(any(rivals, binding, trace, Set.of(Words.BY_NAME)));
            }
            return answers;
        }
    }

    /** What is said of any of these actions, with values of which nothing is known. */
    private List<Answer> any(List<ActionDefinition> actions, Binding binding, Trace trace, Set<String> on) {
        List<Answer> answers = new ArrayList<>();
        answers.add(new Answer(Decision.Kind.DENY, ErrorCode.ACTION_NOT_APPROVED.name(), "", Set.of(), on));
        for (ActionDefinition action : actions) {
            try {
                PartlyAdmitted admitted = admit.admit(binding, action.name(), Recollection.nothing(action), false);
                judge(admitted, trace).forEach(answer -> answers.add(answer.dependingOn(on)));
            } catch (Refused refused) {
                answers.add(Answer.denied(refused).dependingOn(on));
            }
        }
        return answers;
    }

    private List<Answer> judge(PartlyAdmitted admitted, Trace trace) {
        Binding binding = admitted.binding();
        PolicyInput input = PolicyInput.builder()
                .caller(binding.workspace(), new AgentRuntime(trace.text("runtime")))
                .access(binding.access())
                .action(binding.service(), admitted.action())
                .parameters(admitted.parameters())
                .pins(binding.pins())
                .time(trace.time())
                .build();
        boolean bodied = hosted && admitted.action().body() != BodyRule.NONE;
        return authorize.judge(input, admitted.unknown(), bodied ? Set.of(Words.BODY) : Set.of()).stream()
                .map(Answer::of)
                .toList();
    }
}
