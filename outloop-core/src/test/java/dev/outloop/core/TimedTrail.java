package dev.outloop.core;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A trail that notes when definitions are written down, by their hash: none is in force before. */
final class TimedTrail implements AuditSink {

    private final AuditSink trail;
    private final Map<String, Long> loadedNanos = new ConcurrentHashMap<>();

    TimedTrail(AuditSink trail) {
        this.trail = trail;
    }

    long loadedNanos(String hash) {
        return loadedNanos.get(hash);
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        if (record.event().equals(AuditEvent.CONFIG_LOADED)) {
            loadedNanos.put(String.valueOf(record.fields().get("definition")), System.nanoTime());
        }
        return trail.append(record);
    }

    @Override
    public long lastSequence() {
        return trail.lastSequence();
    }

    @Override
    public List<AuditRecord> unfinished() {
        return trail.unfinished();
    }

    @Override
    public boolean answersAtOnce() {
        return trail.answersAtOnce();
    }

    @Override
    public void renew() throws IOException {
        trail.renew();
    }

    @Override
    public void close() throws IOException {
        trail.close();
    }
}
