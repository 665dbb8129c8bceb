package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.journal.GroupMember.Taken;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Several sinks that keep one trail. Thread-safe.
 *
 * <p>A number that any sink took, or may have taken, is used: {@link #lastSequence()} counts it and no other record gets
 * it, so that no number stands for two records, in one sink or in two. Must sinks are asked first and in turn, so that a
 * number is used in vain only if one of several fails.
 */
public final class SinkGroup implements AuditSink, Bounded {

    /** Bounds what is remembered of records that nobody awaits; these many are made durable by the next append. */
    static final int MOST_PENDING = 1024;

    private final List<GroupMember> members;
    private final List<BestEffortSink> bestEfforts;
    private final List<AuditRecord> unfinished;
    private final ReentrantLock turns = new ReentrantLock();
    private volatile GroupRun run = new GroupRun();
    private volatile long last;
    private long used;
    private boolean closed;

    /**
     * Opens a group; it closes the sinks, also if opening fails.
     *
     * @param must each has to have every record; asked in this order
     * @param required one of them has to have every record
     * @param patience with each call of a sink that keeps no deadline of its own
     * @throws IOException if a sink does not say in time what it has
     */
    public static SinkGroup open(
            List<AuditSink> must, List<AuditSink> required, List<AuditSink> bestEffort, Duration patience)
            throws IOException {
        return open(must, required, bestEffort, Patience.of(patience));
    }

    static SinkGroup open(List<AuditSink> must, List<AuditSink> required, List<AuditSink> bestEffort, Patience patience)
            throws IOException {
        boolean opened = false;
        try {
            List<GroupMember> members = new ArrayList<>();
            for (AuditSink sink : must) {
                String name = "must sink " + (members.size() + 1);
                members.add(new GroupMember(DeadlineSink.around(sink, patience), true, name));
            }
            for (AuditSink sink : required) {
                String name = "required sink " + (members.size() - must.size() + 1);
                members.add(new GroupMember(DeadlineSink.around(sink, patience), false, name));
            }
            List<BestEffortSink> bestEfforts = new ArrayList<>();
            for (AuditSink sink : bestEffort) {
                String name = "best-effort sink " + (bestEfforts.size() + 1);
                bestEfforts.add(new BestEffortSink(DeadlineSink.around(sink, patience), patience, name));
            }
            SinkGroup group = new SinkGroup(members, bestEfforts);
            opened = true;
            return group;
        } finally {
            if (!opened) {
                Stream.of(must, required, bestEffort)
                        .flatMap(List::stream)
                        .forEach(sink -> DeadlineSink.closeQuietly(sink, patience));
            }
        }
    }

    private SinkGroup(List<GroupMember> members, List<BestEffortSink> bestEfforts) {
        this.members = members;
        this.bestEfforts = bestEfforts;
        List<AuditSink> sinks = members.stream().map(GroupMember::sink).toList();
        last = Unfinished.lastSequence(sinks);
        used = last;
        unfinished = Unfinished.of(sinks);
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        turns.lock();
        try {
            requireOpen();
            run.requireUnfailed();
            if (record.sequence() <= used) {
                throw new IOException("some audit sink may have another record of the number " + record.sequence());
            }
            for (GroupMember member : members) {
                if (member.must() && member.out()) {
                    throw new IOException(member + " has failed and was not renewed");
                }
            }
            if (run.pending() >= MOST_PENDING) {
                run.awaitAll();
            }
            List<Taken> taken = take(record);
            bestEfforts.forEach(sink -> sink.offer(record));
            return run.add(taken);
        } finally {
            turns.unlock();
        }
    }

    @Override
    public long lastSequence() {
        return last;
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    /** Renews each sink that failed, and succeeds if the others are enough. */
    @Override
    public void renew() throws IOException {
        turns.lock();
        try {
            requireOpen();
            IOException first = null;
            for (GroupMember member : members) {
                try {
                    member.renew();
                } catch (IOException e) {
                    first = first == null ? e : first;
                }
            }
            if (first != null && !canRecord()) {
                throw first;
            }
            if (run.failed()) {
                run = new GroupRun();
            }
        } finally {
            turns.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        turns.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            IOException first = null;
            for (GroupMember member : members) {
                try {
                    member.sink().close();
                } catch (IOException e) {
                    first = first == null ? e : first;
                } catch (RuntimeException e) {
                    first = first == null ? SinkDoubt.thrown(e) : first;
                }
            }
            bestEfforts.forEach(BestEffortSink::close);
            if (first != null) {
                throw first;
            }
        } finally {
            turns.unlock();
        }
    }

    /** Gives the record to every sink that matters; after a failure its number is used if any may have it. */
    private List<Taken> take(AuditRecord record) throws IOException {
        List<Taken> taken = new ArrayList<>();
        boolean doubt = false;
        boolean enough = false;
        IOException refusal = null;
        for (GroupMember member : members) {
            if (member.out()) {
                continue;
            }
            try {
                taken.add(member.append(record));
                enough |= !member.must();
            } catch (IOException e) {
                doubt |= member.mayHave(record.sequence());
                refusal = refusal == null ? e : refusal;
                if (member.must()) {
                    throw refused(record, refusal, doubt || !taken.isEmpty());
                }
            }
        }
        if (!enough && hasRequired()) {
            throw refused(record, refusal, doubt || !taken.isEmpty());
        }
        used = record.sequence();
        return taken;
    }

    private IOException refused(AuditRecord record, @Nullable IOException why, boolean mayBeSomewhere) {
        if (mayBeSomewhere) {
            used = record.sequence();
            last = used;
        }
        return why == null ? new IOException("every required sink has failed and none was renewed") : why;
    }

    /** One that only refused a record is offered the next, renewed or not. */
    private boolean canRecord() {
        return members.stream().allMatch(member -> !member.must() || !member.out())
                && (!hasRequired() || members.stream().anyMatch(member -> !member.must() && !member.out()));
    }

    private boolean hasRequired() {
        return members.stream().anyMatch(member -> !member.must());
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the audit sinks are closed");
        }
    }
}
