package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The first stage for requests that are only partly known: every check that can be made without the rest. Immutable. */
public final class PartialAdmit {

    private final Snapshot snapshot;

    /** A stage under these definitions. */
    public PartialAdmit(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * The access that the alias means for the workspace.
     *
     * @throws Refused if there is none
     */
    public Binding binding(Workspace workspace, String alias) throws Refused {
        return snapshot.binding(workspace, alias);
    }

    /** The service of that name. */
    public Optional<ServiceDefinition> service(String name) {
        return snapshot.serviceNamed(name);
    }

    /** Whether both actions take the same requests and do the same. */
    public static boolean isSame(ActionDefinition one, ActionDefinition other) {
        return one == other || DefinitionHash.ofAction(one).equals(DefinitionHash.ofAction(other));
    }

    /** The actions of the service, other than the named one, that could be meant by a path which fits the template. */
    public static List<ActionDefinition> rivals(
            ServiceDefinition service, String action, String method, PathTemplate path) {
        return service.actions().values().stream()
                .filter(other -> !other.name().equals(action) && other.method().equals(method))
                .filter(other -> mayMeet(path, other.path()))
                .toList();
    }

    /**
     * Admits a request for an action by name.
     *
     * @param proven whether the same definition of the action took this request before, so that no value need be judged
     * @throws Refused if what is known is enough for that
     */
    public PartlyAdmitted admit(Binding binding, String name, Recalled recalled, boolean proven) throws Refused {
        CompiledService service = snapshot.service(binding);
        CompiledAction action = service.action(name);
        Draft draft = new Draft(asking(service, binding, name));
        Set<String> open = new HashSet<>();
        for (Map.Entry<String, String> given : recalled.known().entrySet()) {
            if (action.pins().contains(given.getKey())) {
                PinRules.requirePinned(given.getValue(), PinRules.valueOf(binding.pins(), given.getKey()));
                continue;
            }
            Optional<CompiledParameter> parameter = action.parameter(given.getKey());
            TypedReader.requireDeclared(parameter.isPresent());
            if (parameter.isPresent() && parameter.get().definition().type() == ParameterType.REQUESTS) {
                open.add(given.getKey()); // each of them is judged as a request of its own, which is not recalled here
            } else if (parameter.isPresent()) {
                draft.value(parameter.get(), given.getValue());
            }
        }
        for (String given : recalled.given()) {
            boolean pin = action.pins().contains(given);
            TypedReader.requireDeclared(pin || action.parameter(given).isPresent());
            open.add(given);
        }
        open.addAll(recalled.doubtful());
        Set<String> unknown = new HashSet<>(open);
        unknown.retainAll(action.parameters().stream()
                .map(each -> each.definition().name())
                .toList());
        for (CompiledParameter parameter : action.parameters()) {
            String own = parameter.definition().name();
            Composer.requirePresent(
                    parameter,
                    !parameter.definition().required() || draft.values().containsKey(own) || open.contains(own));
        }
        if (proven) {
            open.clear();
        }
        requireSameAction(service, action, new Composer(action, binding, draft), unknown);
        return new PartlyAdmitted(binding, action.definition(), draft.values(), unknown, open);
    }

    private static Asking asking(CompiledService service, Binding binding, String name) {
        Caller nobody = new Recorded(binding.workspace(), new AgentRuntime("recorded"));
        ActionRequest request =
                ActionRequest.action(nobody, binding.access().alias(), name).build();
        return new Asking(request, new CallScope("replay"), service, binding, false);
    }

    /** Who asked once; no broker recognises it. */
    private record Recorded(Workspace workspace, AgentRuntime runtime) implements Caller {}

    private static void requireSameAction(
            CompiledService service, CompiledAction action, Composer composer, Set<String> unknown) throws Refused {
        Set<String> inPath = new HashSet<>();
        action.slots(ParameterLocation.PATH).forEach((wireName, slot) -> {
            if (slot instanceof CompiledAction.Slot.Parameter parameter) {
                inPath.add(parameter.parameter().definition().name());
            }
        });
        inPath.retainAll(unknown);
        if (inPath.isEmpty()) {
            List<String> segments = new ArrayList<>(composer.segments());
            for (String segment : segments) {
                PathRules.requireSegment(segment);
            }
            Admit.requireSameAction(service, action, segments);
        }
    }

    private static boolean mayMeet(PathTemplate one, PathTemplate other) {
        List<PathTemplate.Segment> ones = one.segments();
        List<PathTemplate.Segment> others = other.segments();
        if (ones.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < ones.size(); i++) {
            boolean literal = ones.get(i).slot() == null && others.get(i).slot() == null;
            if (literal && !ones.get(i).prefix().equals(others.get(i).prefix())) {
                return false;
            }
        }
        return true;
    }
}
