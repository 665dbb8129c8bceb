package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** A trail on a disk that fails and crashes on demand, for brokers. */
public final class SimulatedTrail {

    private final SimulatedStorage disk;

    private SimulatedTrail(SimulatedStorage disk) {
        this.disk = disk;
    }

    /** A trail on an empty disk. */
    public static SimulatedTrail create() {
        return new SimulatedTrail(new SimulatedStorage());
    }

    /** Opens it, and repairs what a crash has left. */
    public AuditSink open() throws IOException {
        return FileAuditSink.open(disk, SmallTrail.CLOCK);
    }

    /** What is left if the machine stops now: what was forced, and any part of the rest. */
    public SimulatedTrail crash(Random random) {
        return new SimulatedTrail(new SimulatedStorage(disk.crash(random)));
    }

    /** From now on syncs say that they are done and do nothing. */
    public void lieAboutSyncs() {
        disk.forceLies = true;
    }

    /** From now on this is done before each operation of the disk, while the others wait. */
    public void beforeEach(Runnable action) {
        disk.beforeEach(action);
    }

    /** From now on nothing more can be written. */
    public void fillUp() {
        disk.full = true;
    }

    /** It can again. */
    public void makeRoom() {
        disk.full = false;
    }

    /** Whether its chain holds from the first line to the last. */
    public boolean isIntact() throws IOException {
        return disk.verify().wrong() == null;
    }

    /** All that is recorded, durable or not. */
    public List<AuditRecord> records() {
        return SmallTrail.records(disk.content()).stream()
                .map(record -> AuditRecord.parse(StandardCharsets.US_ASCII.encode(record.toString())))
                .toList();
    }
}
