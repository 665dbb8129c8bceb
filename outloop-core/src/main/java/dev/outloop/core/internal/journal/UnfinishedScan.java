package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import dev.outloop.core.internal.journal.LineReader.Line;
import java.io.IOException;
import java.util.Set;

/** Finds the attempts without outcome, from the segment on that has the oldest, in memory that does not grow with it. */
final class UnfinishedScan {

    private final Folder folder;
    private final OpenAttempts attempts = new OpenAttempts();

    private UnfinishedScan(Folder folder) {
        this.folder = folder;
    }

    /** Reads up to an offset in the last segment; segments that are missing are left to verification. */
    static OpenAttempts of(Folder folder, Set<Long> segments, TrailHeader last, long end) throws IOException {
        TrailHeader first = last;
        while (last.open() > 0 && first.after() >= last.open() && segments.contains(first.segment() - 1)) {
            TrailHeader before =
                    SegmentFiles.header(folder, first.segment() - 1).orElse(null);
            if (before == null) {
                break;
            }
            first = before;
        }
        UnfinishedScan scan = new UnfinishedScan(folder);
        for (long segment = first.segment(); segment < last.segment(); segment++) {
            // A renewed segment supersedes what the one before has behind its last durable record.
            long most = SegmentFiles.header(folder, segment + 1)
                    .map(TrailHeader::after)
                    .orElse(Long.MAX_VALUE);
            scan.read(segment, Long.MAX_VALUE, most);
        }
        scan.read(last.segment(), end, Long.MAX_VALUE);
        return scan.attempts;
    }

    private void read(long segment, long end, long lastSequence) throws IOException {
        try (Storage file = folder.open(TrailFormat.segmentName(segment))) {
            LineReader lines = new LineReader(SegmentFiles.stream(file, 0, Math.min(end, file.size())), 0);
            for (Line line = lines.next(); line != null; line = lines.next()) {
                TrailLine found = TrailLine.parse(line.bytes()).orElse(null);
                if (found != null && found.isRecord() && found.sequence() <= lastSequence) {
                    add(found);
                }
            }
        }
    }

    private void add(TrailLine line) {
        try {
            attempts.add(AuditRecord.parse(line.object()));
        } catch (IllegalArgumentException e) {
            // Nothing that this writer made; verification names it.
        }
    }
}
