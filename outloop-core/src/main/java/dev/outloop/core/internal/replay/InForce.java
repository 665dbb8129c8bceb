package dev.outloop.core.internal.replay;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.PathTemplate;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.Definitions;
import dev.outloop.core.internal.admit.PartialAdmit;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.admit.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the definitions under which records were made. A trail has their hashes, so they are known where they
 * are those of a configuration at hand. For one thread, in the trail's order.
 */
final class InForce {

    static final String PIN = "pin ";
    static final String SERVICE = "service";
    static final String TEMPLATE = "method or path";

    private final List<Snapshot> atHand = new ArrayList<>();
    private @Nullable Trace loaded;

    InForce(Snapshot next, @Nullable Snapshot before) {
        atHand.add(next);
        if (before != null) {
            atHand.add(before);
        }
    }

    /** The records that follow were made under definitions with these hashes. */
    void loaded(Trace record) {
        loaded = record;
    }

    /** A service as it was defined. */
    Optional<ServiceDefinition> service(String name) {
        return atHand.stream()
                .filter(snapshot -> has("services_hash", snapshot.definitions().servicesHash()))
                .findFirst()
                .flatMap(snapshot -> new PartialAdmit(snapshot).service(name));
    }

    /** Whether the access was the same then, in everything that is said of it and its service. */
    boolean isAsNow(Binding now) {
        return binding(now)
                .filter(before -> before.definition().equals(now.definition()))
                .isPresent();
    }

    /** Adds what makes it another request than it was, if it is answered alike. */
    void addChanges(Binding now, Trace trace, Set<String> changes) {
        if (!now.service().name().equals(trace.text("service"))) {
            changes.add(SERVICE);
            return;
        }
        ActionDefinition action = now.service().actions().get(trace.text("action"));
        if (action != null
                && !trace.text("path").isEmpty()
                && !(action.method().equals(trace.text("method"))
                        && action.path().toString().equals(trace.text("path")))) {
            changes.add(TEMPLATE);
        }
        binding(now).ifPresent(before -> {
            if (!before.service().url().toString().equals(now.service().url().toString())) {
                changes.add("url");
            }
            for (Map.Entry<String, String> pin : now.pins().entrySet()) {
                if (!pin.getValue().equals(before.pins().get(pin.getKey()))) {
                    changes.add(PIN + pin.getKey());
                }
            }
            before.pins().keySet().stream()
                    .filter(pin -> !now.pins().containsKey(pin))
                    .forEach(pin -> changes.add(PIN + pin));
        });
    }

    /** Whether accesses had pins then that cannot be compared, because the definitions are not at hand. */
    boolean hidesPins(Binding now) {
        return !now.pins().isEmpty() && whole().isEmpty();
    }

    /** Actions that are new or changed and for which the path of the request could now be taken. */
    List<ActionDefinition> rivals(ServiceDefinition now, Trace trace, Optional<ServiceDefinition> before) {
        String name = trace.text("action");
        PathTemplate path;
        try {
            path = PathTemplate.parse(trace.text("path"));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        return PartialAdmit.rivals(now, name, trace.text("method"), path).stream()
                .filter(rival -> before.map(service -> service.actions().get(rival.name()))
                        .filter(old -> PartialAdmit.isSame(old, rival))
                        .isEmpty())
                .toList();
    }

    private Optional<Binding> binding(Binding now) {
        return whole().flatMap(snapshot -> {
            try {
                return Optional.of(new PartialAdmit(snapshot)
                        .binding(now.workspace(), now.access().alias()));
            } catch (Refused refused) {
                return Optional.empty();
            }
        });
    }

    private Optional<Snapshot> whole() {
        return atHand.stream()
                .filter(snapshot -> {
                    Definitions own = snapshot.definitions();
                    return has("services_hash", own.servicesHash())
                            && has("workspaces_hash", own.workspacesHash())
                            && has("accesses_hash", own.accessesHash());
                })
                .findFirst();
    }

    private boolean has(String field, String hash) {
        Trace record = loaded;
        return record != null && record.text(field).equals(hash);
    }
}
