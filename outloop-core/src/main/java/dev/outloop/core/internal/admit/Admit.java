package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.List;
import java.util.function.Consumer;

/**
 * The first stage. A typed and a raw request take the same way: read into judged values, composed anew, matched once more.
 */
public final class Admit {

    private final Callers callers;
    private final Origins origins;

    /** A stage that knows the callers of one broker, and where its secrets may go. */
    public Admit(Callers callers, Origins origins) {
        this.callers = callers;
        this.origins = origins;
    }

    /**
     * Admits a request under a snapshot.
     *
     * @param found is told the access as soon as it is known, and later the action: for the record of a refusal
     * @throws Refused with a code and a sentence for the agent
     */
    public AdmittedAction admit(ActionRequest request, CallScope scope, Snapshot snapshot, Consumer<Found> found)
            throws Refused {
        callers.require(request.caller(), snapshot);
        Binding binding = snapshot.binding(request.caller().workspace(), request.alias());
        found.accept(new Found(binding, null));
        CompiledService service = snapshot.service(binding);
        AdmittedAction admitted = judge(new Asking(request, scope, service, binding, false), found);
        origins.require(binding);
        return admitted;
    }

    /** Judges a request under an access, whether it came alone or stands inside another. */
    static AdmittedAction judge(Asking asking, Consumer<Found> found) throws Refused {
        ActionRequest request = asking.request();
        CompiledService service = asking.service();
        Binding binding = asking.binding();
        boolean typed = request.action().isPresent();
        CompiledAction action = typed ? TypedReader.action(request, service) : RawReader.action(request, service);
        found.accept(new Found(binding, action.definition()));
        Draft draft = new Draft(asking);
        if (typed) {
            TypedReader.read(draft, request, action, binding);
        } else {
            RawReader.read(draft, request, service, action, binding);
        }
        draft.fillTrees(action);
        Composer composer = new Composer(action, binding, draft);
        CanonicalRequest canonical = composer.compose();
        requireSameAction(service, action, composer.segments());
        return new AdmittedAction(
                asking.scope(),
                binding,
                request.caller().runtime(),
                action.definition(),
                draft.values(),
                canonical,
                draft.parts());
    }

    /** A value may not turn the path into that of another action of the service. */
    static void requireSameAction(CompiledService service, CompiledAction action, List<String> segments)
            throws Refused {
        if (service.match(action.definition().method(), segments) != action) {
            throw Refused.of(
                    ErrorCode.ACTION_NOT_APPROVED,
                    "With these values the path is that of another action; ask for that one by its name.");
        }
    }
}
