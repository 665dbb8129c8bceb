package dev.outloop.core.internal.admit;

import dev.outloop.UnconfirmedOrigin;
import dev.outloop.core.internal.state.MemoryLog;
import dev.outloop.core.internal.state.StateLog;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The origins that each secret belongs to: those of the services that used it when its reference was first seen, and those
 * that a person has confirmed since. Thread-safe; changed by one thread at a time.
 *
 * <p>Where the log lasts, a configuration that was edited while no broker ran is held against what was known before.
 */
public final class Origins implements AutoCloseable {

    private static final int MOST_SPARE_LINES = 1024;

    private final StateLog log;
    private final Map<SecretRef, Set<String>> confirmed = new ConcurrentHashMap<>();

    private Origins(StateLog log) {
        this.log = log;
    }

    /**
     * Goes on with what the log has.
     *
     * @param log is closed with this
     * @throws IOException if it cannot be read, or has what this version did not write
     */
    public static Origins open(StateLog log) throws IOException {
        Origins origins = new Origins(log);
        for (String line : log.read()) {
            OriginLine read = OriginLine.parse(line);
            origins.keep(read.reference(), read.origins());
        }
        return origins;
    }

    /** Origins that were never otherwise, for judging without a broker. */
    public static Origins trusting(Snapshot snapshot) {
        Origins origins = new Origins(new MemoryLog());
        inUse(snapshot).forEach(origins::keep);
        return origins;
    }

    /**
     * Refuses a call whose secret would go to an origin that it does not belong to.
     *
     * @throws Refused with ORIGIN_UNCONFIRMED
     */
    void require(Binding binding) throws Refused {
        if (!isConfirmed(binding)) {
            throw Refused.of(
                    ErrorCode.ORIGIN_UNCONFIRMED,
                    "The service of this alias is at another address than the one that its credential was approved for."
                            + " Ask the person who grants access to confirm the new address, then try again.");
        }
    }

    private boolean isConfirmed(Binding binding) {
        String origin = binding.service().url().origin();
        for (SecretRef reference : binding.secrets().values()) {
            if (!origins(reference).contains(origin)) {
                return false;
            }
        }
        return true;
    }

    /** What a snapshot would send to an origin that nobody has confirmed; references never seen are not among it. */
    public List<UnconfirmedOrigin> unconfirmed(Snapshot snapshot) {
        return unconfirmed(snapshot.bindings());
    }

    /** The same of one grant. */
    public List<UnconfirmedOrigin> unconfirmed(Binding binding) {
        return unconfirmed(List.of(binding));
    }

    private List<UnconfirmedOrigin> unconfirmed(Collection<Binding> bindings) {
        return bindings.stream()
                .flatMap(binding -> binding.secrets().values().stream()
                        .filter(confirmed::containsKey)
                        .filter(reference -> !origins(reference)
                                .contains(binding.service().url().origin()))
                        .map(reference -> UnconfirmedOrigin.of(
                                reference,
                                binding.service().name(),
                                binding.service().url().origin(),
                                origins(reference))))
                .distinct()
                .sorted(Comparator.comparing((UnconfirmedOrigin each) -> each.reference() + " " + each.service()))
                .toList();
    }

    /**
     * Has each reference that was never seen belong to the origins that the snapshot sends it to.
     *
     * @return those references
     * @throws IOException if that cannot be kept; nothing new is then known
     */
    public Set<SecretRef> trust(Snapshot snapshot) throws IOException {
        Map<SecretRef, Set<String>> unseen = inUse(snapshot);
        unseen.keySet().removeAll(confirmed.keySet());
        for (Map.Entry<SecretRef, Set<String>> each : unseen.entrySet()) {
            log.write(new OriginLine(each.getKey(), each.getValue()).toString());
        }
        if (!unseen.isEmpty()) {
            log.force();
        }
        unseen.forEach(this::keep);
        return unseen.keySet();
    }

    /**
     * Takes back that references were seen: of a snapshot that did not come into force.
     *
     * @throws IOException if that cannot be kept; they then count as seen after a restart
     */
    public void forget(Set<SecretRef> references) throws IOException {
        confirmed.keySet().removeAll(references);
        for (SecretRef reference : references) {
            log.write(new OriginLine(reference, Set.of()).toString());
        }
        if (!references.isEmpty()) {
            log.force();
        }
    }

    /**
     * Has the secret belong to the origin too, and no longer to those that the snapshot does not send it to.
     *
     * @throws IOException if that cannot be kept; nothing is then changed
     */
    public void confirm(UnconfirmedOrigin origin, Snapshot snapshot) throws IOException {
        Set<String> next = new TreeSet<>(origins(origin.reference()));
        next.retainAll(inUse(snapshot).getOrDefault(origin.reference(), Set.of()));
        next.add(origin.origin());
        log.append(new OriginLine(origin.reference(), next).toString());
        keep(origin.reference(), next);
        if (log.size() > confirmed.size() + MOST_SPARE_LINES) {
            List<String> lines = new ArrayList<>();
            confirmed.forEach((reference, origins) -> lines.add(new OriginLine(reference, origins).toString()));
            log.replace(lines);
        }
    }

    @Override
    public void close() {
        log.close();
    }

    private Set<String> origins(SecretRef reference) {
        return confirmed.getOrDefault(reference, Set.of());
    }

    private void keep(SecretRef reference, Set<String> origins) {
        if (origins.isEmpty()) {
            confirmed.remove(reference);
        } else {
            confirmed.put(reference, Set.copyOf(origins));
        }
    }

    private static Map<SecretRef, Set<String>> inUse(Snapshot snapshot) {
        Map<SecretRef, Set<String>> inUse = new HashMap<>();
        for (Binding binding : snapshot.bindings()) {
            for (SecretRef reference : binding.secrets().values()) {
                inUse.computeIfAbsent(reference, key -> new TreeSet<>())
                        .add(binding.service().url().origin());
            }
        }
        return inUse;
    }
}
