package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.policy.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What all evaluators together say.
 *
 * @param decision the strongest decision
 * @param limits what the request is counted by if it is attempted: those of its access and of every evaluator
 * @param limitsOfParts the same for each of the requests inside it, in their order
 */
public record Judgement(Decision decision, Set<String> limits, List<Set<String>> limitsOfParts) {

    /** The requests inside this one that a limit counts. */
    public List<AdmittedAction> counted(AdmittedAction admitted, String limit) {
        List<AdmittedAction> counted = new ArrayList<>();
        for (int i = 0; i < limitsOfParts.size(); i++) {
            if (limitsOfParts.get(i).contains(limit)) {
                counted.add(admitted.parts().get(i));
            }
        }
        return counted;
    }
}
