package dev.outloop.samples.firstproof.command;

import dev.outloop.action.ActionRequest;
import dev.outloop.identity.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parameters of an action, as {@code name=value} words. */
final class ParameterWords {

    private ParameterWords() {}

    static ActionRequest request(Caller caller, String alias, String action, List<String> words) throws CommandFailure {
        ActionRequest.Builder request = ActionRequest.action(caller, alias, action);
        Set<String> names = new HashSet<>();
        for (String word : words) {
            int sign = word.indexOf('=');
            if (sign <= 0) {
                throw CommandFailure.usage("A parameter is given as name=value.");
            }
            String name = word.substring(0, sign);
            if (!names.add(name)) {
                throw CommandFailure.usage("The parameter " + name + " is given twice.");
            }
            request.with(name, word.substring(sign + 1));
        }
        return request.build();
    }
}
