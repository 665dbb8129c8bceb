package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.state.StateLog;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.spi.ApprovalStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The embedded store: a book in memory, and a log from which it is made again. One thing happens at a time, each durable
 * before it is said: what persons answer is not worth a faster way. Thread-safe.
 *
 * <p>A use is in the book before it is in the log, so that whatever fails in between, it is never made twice; an answer
 * is in the book only after it is in the log.
 */
public final class LoggedApprovals implements ApprovalStore {

    private static final int SPARE_LINES = 256;

    private final StateLog log;
    private final ApprovalBook book;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Set<String> current;

    LoggedApprovals(StateLog log, ApprovalBook book) {
        this.log = log;
        this.book = book;
    }

    /**
     * A store that goes on where the log ends, and closes it.
     *
     * @throws IOException if the log cannot be read; it stays open
     */
    public static LoggedApprovals open(StateLog log) throws IOException {
        return new LoggedApprovals(log, book(log.read()));
    }

    /** The book that the lines make. */
    static ApprovalBook book(List<String> lines) throws IOException {
        ApprovalBook book = new ApprovalBook();
        for (String line : lines) {
            ApprovalLine.apply(line, book);
        }
        return book;
    }

    @Override
    public Optional<Approval> ask(ApprovalRequest request) throws IOException {
        lock.lock();
        try {
            expire(request.requestedAt());
            if (isOutdated(request.definition())) {
                return Optional.of(Approval.of(request, Approval.State.VOID, 0, null, null));
            }
            KeptApproval same = book.byFingerprint(request.fingerprint());
            if (same != null) {
                return Optional.of(same.view());
            }
            if (!book.hasRoomFor(request)) {
                return Optional.empty();
            }
            keep(ApprovalLine.asked(request));
            book.add(request);
            compact();
            return Optional.of(Approval.of(request, Approval.State.PENDING, 0, null, null));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Approval> claim(Claim claim) throws IOException {
        lock.lock();
        try {
            expire(claim.time());
            Optional<Approval> free = book.free(claim);
            if (free.isPresent()) {
                return free;
            }
            KeptApproval kept = matching(claim);
            if (kept == null || kept.state() == Approval.State.REJECTED) {
                return Optional.ofNullable(kept).map(KeptApproval::view);
            }
            int times = kept.used() + 1;
            String firstUse = claim.firstUse().orElse(null);
            book.use(kept, times, firstUse);
            keep(ApprovalLine.used(kept.request().id(), times, claim.callId(), firstUse));
            compact();
            return Optional.of(kept.view());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Approval> look(Claim claim) {
        lock.lock();
        try {
            Optional<Approval> free = book.free(claim);
            return free.isPresent()
                    ? free
                    : Optional.ofNullable(matching(claim)).map(KeptApproval::view);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Approval> decide(String id, boolean approved, @Nullable String note, Instant time)
            throws IOException {
        lock.lock();
        try {
            expire(time);
            KeptApproval kept = book.byId(id);
            if (kept == null || kept.state() != Approval.State.PENDING) {
                return Optional.empty();
            }
            keep(ApprovalLine.answered(id, approved, time, note));
            kept.answer(approved, time, note);
            return Optional.of(kept.view());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Approval> open(Instant time) throws IOException {
        lock.lock();
        try {
            expire(time);
            return book.kept().stream()
                    .filter(kept -> kept.state() != Approval.State.REJECTED)
                    .map(KeptApproval::view)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Approval> keepOnly(Set<String> definitions, Instant time) throws IOException {
        lock.lock();
        try {
            List<Approval> voided = new ArrayList<>();
            List<String> lines = new ArrayList<>();
            for (KeptApproval kept : book.boundToOthers(definitions)) {
                book.end(kept, Approval.State.VOID);
                voided.add(kept.view());
                lines.add(ApprovalLine.ended(kept.request().id(), Approval.State.VOID));
            }
            for (ApprovalBook.FirstUse firstUse : book.freeUnderOthers(definitions)) {
                book.forget(firstUse);
                lines.add(ApprovalLine.forgotten(firstUse));
            }
            for (String line : lines) {
                log.write(line);
            }
            if (!lines.isEmpty()) {
                log.force();
            }
            current = Set.copyOf(definitions);
            compact();
            return voided;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        log.close();
    }

    /** Returns once the line survives a crash. */
    private void keep(String line) throws IOException {
        log.append(line);
    }

    private boolean isOutdated(String definition) {
        return current != null && !current.contains(definition);
    }

    /** What the claim may use, or what refuses it. */
    private @Nullable KeptApproval matching(Claim claim) {
        KeptApproval kept = book.byFingerprint(claim.fingerprint());
        if (kept == null || isBoundToOther(kept, claim.definition()) || isOver(kept, claim.time())) {
            return null;
        }
        return kept.state() == Approval.State.REJECTED || kept.isUsable(claim.time()) ? kept : null;
    }

    private static boolean isOver(KeptApproval kept, Instant time) {
        return !time.isBefore(kept.endsAt());
    }

    private static boolean isBoundToOther(KeptApproval kept, String definition) {
        return !kept.request().definition().equals(definition);
    }

    /** What was once over stays so, whatever the clock says later. */
    private void expire(Instant time) throws IOException {
        for (KeptApproval kept : book.over(time)) {
            book.end(kept, Approval.State.EXPIRED);
            log.write(ApprovalLine.ended(kept.request().id(), Approval.State.EXPIRED));
        }
    }

    /** Writes the log anew once most of it is of the past. */
    private void compact() {
        if (log.size() > SPARE_LINES + 2L * book.lineCount()) {
            try {
                log.replace(book.lines());
            } catch (IOException e) {
                // The log says the same as before, only at greater length; the next time will do.
            }
        }
    }
}
