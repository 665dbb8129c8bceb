package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.secret.Secret;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** A trail on a disk that fails and crashes on demand, for brokers. */
public final class SimulatedTrail {

    private static final Set<TrailDisk.Op> LOOKS =
            EnumSet.of(TrailDisk.Op.LIST, TrailDisk.Op.OPEN, TrailDisk.Op.READ, TrailDisk.Op.LOOK);

    private final TrailDisk disk;
    private volatile Runnable action = () -> {};
    private volatile boolean full;

    private SimulatedTrail(Map<String, byte[]> content, Random random) {
        disk = new TrailDisk(content, random);
        disk.fault = (op, name, operation) -> before(op);
    }

    /** A trail on an empty disk. */
    public static SimulatedTrail create() {
        return new SimulatedTrail(Map.of(), new Random(1));
    }

    /** Opens it, and repairs what a crash has left. */
    public AuditSink open() throws IOException {
        Sinks options = new Sinks();
        options.key = Secret.copyOf(SmallTrail.SECRET);
        return options.open(disk);
    }

    /** What is left if the machine stops now: what was forced, names included, and any part of the rest. */
    public SimulatedTrail crash(Random random) {
        return new SimulatedTrail(disk.crash(), random);
    }

    /** From now on syncs say that they are done and do nothing. */
    public void lieAboutSyncs() {
        disk.forceLies = true;
    }

    /** From now on this is done before each change of the disk, while the others wait. */
    public void beforeEach(Runnable next) {
        action = next;
    }

    /** From now on nothing more can be written. */
    public void fillUp() {
        full = true;
    }

    /** It can again. */
    public void makeRoom() {
        full = false;
    }

    /** Whether its chain holds from the first line to the last. */
    public boolean isIntact() throws IOException {
        return disk.verify().wrong() == null;
    }

    /** All that is recorded, durable or not. */
    public List<AuditRecord> records() {
        return TrailImage.of(disk.files()).records.stream()
                .map(record -> AuditRecord.parse(StandardCharsets.US_ASCII.encode(record.toString())))
                .toList();
    }

    private void before(TrailDisk.Op op) throws IOException {
        if (!LOOKS.contains(op)) {
            action.run();
        }
        if (full && op == TrailDisk.Op.WRITE) {
            throw new IOException("No space left on device");
        }
    }
}
