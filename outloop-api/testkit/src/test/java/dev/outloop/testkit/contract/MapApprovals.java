package dev.outloop.testkit.contract;

import dev.outloop.policy.Approval;
import dev.outloop.policy.Approval.State;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.spi.ApprovalStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The obvious store in maps that outlive it, with one flaw of choice: it shows that the contract sees the flaw. */
final class MapApprovals implements ApprovalStore {

    /** What may be wrong with it. */
    enum Flaw {
        NONE,
        ASKS_TWICE,
        NEEDS_NO_YES,
        NEVER_USED_UP,
        FORGETS_USES,
        RACES,
        LOOKING_USES,
        LAST_ANSWER_COUNTS,
        FORGETS_NOES,
        NEVER_EXPIRES,
        ANY_DEFINITION,
        REVIVES,
        FREES_EVERYTHING,
        UNBOUNDED
    }

    /** What is on its disk. */
    static final class Disk {
        private final Map<String, Approval> byId = new LinkedHashMap<>();
        private final Map<String, Approval> free = new LinkedHashMap<>();
    }

    private final Disk disk;
    private final Flaw flaw;
    private @Nullable Set<String> current;

    MapApprovals(Disk disk, Flaw flaw) {
        this.disk = disk;
        this.flaw = flaw;
        if (flaw == Flaw.FORGETS_USES) {
            disk.byId.replaceAll((id, each) -> with(each, State.APPROVED, 0, null));
        }
        if (flaw == Flaw.FORGETS_NOES) {
            disk.byId.values().removeIf(each -> each.state() == State.REJECTED);
        }
    }

    @Override
    public synchronized Optional<Approval> ask(ApprovalRequest request) {
        expire(request.requestedAt());
        if (current != null && !current.contains(request.definition())) {
            return Optional.of(Approval.of(request, State.VOID, 0, null, null));
        }
        Approval same = open(request.fingerprint());
        if (same != null && flaw != Flaw.ASKS_TWICE) {
            return Optional.of(same);
        }
        long waiting = disk.byId.values().stream()
                .filter(each -> each.state() == State.PENDING
                        && each.request().workspace().equals(request.workspace()))
                .count();
        if (waiting >= 16 && flaw != Flaw.UNBOUNDED) {
            return Optional.empty();
        }
        Approval asked = Approval.of(request, State.PENDING, 0, null, null);
        disk.byId.put(request.id(), asked);
        return Optional.of(asked);
    }

    @Override
    public Optional<Approval> claim(Claim claim) {
        if (flaw == Flaw.RACES) {
            Optional<Approval> seen = look(claim);
            Thread.yield();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            return seen.map(this::used);
        }
        synchronized (this) {
            expire(claim.time());
            return look(claim).map(found -> {
                if (found.state() != State.APPROVED && found.state() != State.PENDING) {
                    return found;
                }
                claim.firstUse()
                        .ifPresent(name -> disk.free.put(
                                name + claim.definition(),
                                with(found, State.USED, 1, found.decidedAt().orElse(null))));
                return used(found);
            });
        }
    }

    @Override
    public synchronized Optional<Approval> look(Claim claim) {
        Optional<Approval> free = claim.firstUse().map(name -> disk.free.get(name + claim.definition()));
        if (free.isPresent()) {
            return free;
        }
        if (flaw == Flaw.FREES_EVERYTHING && !disk.free.isEmpty()) {
            return disk.free.values().stream().findFirst();
        }
        Approval found = open(claim.fingerprint());
        if (found == null
                || flaw != Flaw.ANY_DEFINITION && !found.request().definition().equals(claim.definition())
                || flaw != Flaw.NEEDS_NO_YES && found.state() == State.PENDING
                || flaw != Flaw.NEVER_EXPIRES && isOver(found, claim.time())) {
            return Optional.empty();
        }
        return Optional.of(flaw == Flaw.LOOKING_USES && found.state() == State.APPROVED ? used(found) : found);
    }

    @Override
    public synchronized Optional<Approval> decide(String id, boolean approved, @Nullable String note, Instant time) {
        expire(time);
        Approval found = disk.byId.get(id);
        if (found == null || found.state() != State.PENDING && flaw != Flaw.LAST_ANSWER_COUNTS) {
            return Optional.empty();
        }
        Approval decided = Approval.of(found.request(), approved ? State.APPROVED : State.REJECTED, 0, time, note);
        disk.byId.put(id, decided);
        return Optional.of(decided);
    }

    @Override
    public synchronized List<Approval> open(Instant time) {
        expire(time);
        return disk.byId.values().stream()
                .filter(each -> each.state() == State.PENDING || each.state() == State.APPROVED)
                .toList();
    }

    @Override
    public synchronized List<Approval> keepOnly(Set<String> definitions, Instant time) {
        current = Set.copyOf(definitions);
        List<Approval> voided = new ArrayList<>();
        for (Approval each : List.copyOf(disk.byId.values())) {
            if (!definitions.contains(each.request().definition())) {
                voided.add(with(each, State.VOID, each.used(), null));
                if (flaw != Flaw.REVIVES) {
                    disk.byId.remove(each.request().id());
                }
            }
        }
        for (String name : new HashSet<>(disk.free.keySet())) {
            if (definitions.stream().noneMatch(name::endsWith)) {
                disk.free.remove(name);
            }
        }
        return voided;
    }

    @Override
    public void close() {}

    private @Nullable Approval open(String fingerprint) {
        return disk.byId.values().stream()
                .filter(each -> each.request().fingerprint().equals(fingerprint) && each.state() != State.USED)
                .findFirst()
                .orElse(null);
    }

    private synchronized Approval used(Approval found) {
        int used = found.used() + 1;
        boolean up = used >= found.request().terms().times() && flaw != Flaw.NEVER_USED_UP;
        Approval next = with(
                found, up ? State.USED : State.APPROVED, used, found.decidedAt().orElse(null));
        disk.byId.put(found.request().id(), next);
        return next;
    }

    private void expire(Instant time) {
        if (flaw != Flaw.NEVER_EXPIRES) {
            disk.byId.values().removeIf(each -> isOver(each, time));
        }
    }

    private static boolean isOver(Approval each, Instant time) {
        Instant end = each.state() == State.APPROVED || each.state() == State.USED
                ? each.usableUntil().orElse(Instant.MAX)
                : each.request().expiresAt();
        return !time.isBefore(end);
    }

    private static Approval with(Approval each, State state, int used, @Nullable Instant decided) {
        return Approval.of(
                each.request(),
                state,
                used,
                decided == null ? each.decidedAt().orElse(null) : decided,
                each.note().orElse(null));
    }
}
