package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sink that matters to its group, and whether it works. Thread-safe, but for appends and renewals at the same time. */
final class GroupMember {

    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

    private final AuditSink sink;
    private final boolean must;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.WORKING;
    private int renewals;
    private boolean threw;

    /** What is known of it after its last call. */
    private enum State {
        WORKING,
        /** An append failed; the next may not. */
        REFUSING,
        /** An await failed: nothing that it says before it is renewed can be believed. */
        OUT
    }

    /** A record that the member took, between two of its renewals. */
    record Taken(GroupMember member, int renewals, AuditSink.Ticket ticket) {

        /** What records share whose newest stands for the others. */
        Object key() {
            return List.of(member, renewals);
        }
    }

    GroupMember(AuditSink sink, boolean must, String name) {
        this.sink = sink;
        this.must = must;
        this.name = name;
    }

    AuditSink sink() {
        return sink;
    }

    boolean must() {
        return must;
    }

    boolean out() {
        lock.lock();
        try {
            return state == State.OUT;
        } finally {
            lock.unlock();
        }
    }

    boolean working() {
        lock.lock();
        try {
            return state == State.WORKING;
        } finally {
            lock.unlock();
        }
    }

    Taken append(AuditRecord record) throws IOException {
        threw = true;
        try {
            AuditSink.Ticket ticket = sink.append(record);
            threw = false;
            moveTo(State.WORKING, renewals, "");
            return new Taken(this, renewals, ticket);
        } catch (IOException e) {
            threw = false;
            moveTo(State.REFUSING, renewals, String.valueOf(e.getMessage()));
            throw new IOException(name + " failed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            moveTo(State.OUT, renewals, e.getClass().getName());
            throw SinkDoubt.thrown(e);
        }
    }

    /** Whether an append of that number that failed may have left the record. */
    boolean mayHave(long sequence) {
        return threw || sink.lastSequence() >= sequence;
    }

    /** Whether the record is durable here; if not, this member is out. */
    boolean await(Taken taken) {
        try {
            taken.ticket().await();
            return true;
        } catch (IOException e) {
            moveTo(State.OUT, taken.renewals(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            moveTo(State.OUT, taken.renewals(), e.getClass().getName());
        }
        return false;
    }

    /** Renews it unless it works. */
    void renew() throws IOException {
        if (working()) {
            return;
        }
        try {
            sink.renew();
        } catch (IOException e) {
            throw new IOException(name + " cannot be renewed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw SinkDoubt.thrown(e);
        }
        lock.lock();
        try {
            renewals++;
            state = State.WORKING;
        } finally {
            lock.unlock();
        }
        LOG.info("{} records again", name);
    }

    /** What is learnt from a record of before a renewal says nothing about what is after it. */
    private void moveTo(State next, int learntAfter, String why) {
        State before;
        lock.lock();
        try {
            before = state;
            if (learntAfter != renewals || before == State.OUT || before == next) {
                return;
            }
            state = next;
        } finally {
            lock.unlock();
        }
        if (next == State.WORKING) {
            LOG.info("{} records again", name);
        } else {
            LOG.warn("{} does not record: {}", name, why);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
