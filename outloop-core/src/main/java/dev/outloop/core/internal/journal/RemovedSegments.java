package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What signed stubs say of segments that were removed. Not thread-safe. */
final class RemovedSegments {

    private final TrailTrust trust;
    private final Map<String, Long> namedLast = new HashMap<>();
    private final long firstPresent;
    private final long lastPresent;
    private final Map<Long, TrailStub> present = new HashMap<>();
    private @Nullable TrailStub last;
    private @Nullable TrailStub lastRemoved;
    private long line;

    private RemovedSegments(List<SegmentSnapshot> segments, TrailTrust trust) {
        this.trust = trust;
        this.firstPresent =
                segments.isEmpty() ? Long.MAX_VALUE : segments.get(0).number();
        this.lastPresent =
                segments.isEmpty() ? 0 : segments.get(segments.size() - 1).number();
        for (SegmentSnapshot segment : segments) {
            if (segment.header() != null) {
                namedLast.put(segment.header().key(), Long.MAX_VALUE);
            }
        }
    }

    /** Reads all stubs that are whole; a crash may tear the last one while its segment is still there. */
    static RemovedSegments read(TrailFiles files, List<SegmentSnapshot> segments, TrailTrust trust)
            throws IOException, Spoiled {
        RemovedSegments removed = new RemovedSegments(segments, trust);
        if (files.names().contains(TrailFormat.REMOVED_NAME)) {
            long bytes = files.size(TrailFormat.REMOVED_NAME);
            if (!removed.namedLast.isEmpty()) {
                each(files, bytes, removed::name);
            }
            each(files, bytes, removed::add);
        }
        return removed;
    }

    /** The keys that removed segments named, oldest first, as their stubs say. */
    static Set<String> names(TrailFiles files) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        if (files.names().contains(TrailFormat.REMOVED_NAME)) {
            each(files, files.size(TrailFormat.REMOVED_NAME), stub -> {
                if (stub != null) {
                    names.add(stub.named());
                }
            });
        }
        return names;
    }

    @FunctionalInterface
    private interface Step<E extends Exception> {
        void with(@Nullable TrailStub stub) throws E;
    }

    private static <E extends Exception> void each(TrailFiles files, long bytes, Step<E> step) throws IOException, E {
        try (LineScanner lines = new LineScanner(files.open(TrailFormat.REMOVED_NAME), 0, bytes)) {
            while (lines.next() && !(lines.isTorn() && lines.end() == bytes)) {
                step.with(lines.isWhole() ? TrailStub.parse(lines.copy()).orElse(null) : null);
            }
        }
    }

    private void name(@Nullable TrailStub stub) {
        if (stub != null) {
            namedLast.merge(stub.named(), stub.segment(), Math::max);
        }
    }

    private void add(@Nullable TrailStub stub) throws Spoiled {
        line++;
        if (stub == null) {
            throw spoiled(Kind.UNREADABLE);
        }
        requireSigned(stub);
        requireTrusted(stub);
        requireNext(stub);
        last = stub;
        if (stub.segment() < firstPresent) {
            lastRemoved = stub;
        } else if (stub.segment() <= lastPresent) {
            present.put(stub.segment(), stub);
        }
    }

    private void requireSigned(TrailStub stub) throws Spoiled {
        if (!stub.isSigned()) {
            throw spoiled(Kind.EDITED);
        }
    }

    /**
     * A stub is signed with the key of the segment that was written when it was made. That segment is there and names the
     * key, or was removed later and its own stub, whose signature is looked at too, says that it did. Where no segment is
     * left to name a key, all of them are missing, whoever signed.
     */
    private void requireTrusted(TrailStub stub) throws Spoiled {
        boolean trusted = trust.keys().isEmpty()
                ? namedLast.isEmpty() || namedLast.getOrDefault(stub.key(), 0L) > stub.segment()
                : trust.keys().contains(stub.key());
        if (!trusted) {
            throw spoiled(Kind.WRONG_KEY);
        }
    }

    private void requireNext(TrailStub stub) throws Spoiled {
        TrailStub before = last;
        long segment = before == null ? 0 : before.segment();
        if (before != null && !before.trail().equals(stub.trail())) {
            throw spoiled(Kind.SPLICED);
        }
        if (stub.segment() != segment + 1) {
            throw spoiled(stub.segment() > segment + 1 ? Kind.MISSING : Kind.DUPLICATED);
        }
        String head = before == null ? TrailFormat.NO_HASH : before.head();
        long sequence = before == null ? 0 : before.last();
        if (!stub.prev().equals(head) || stub.after() != sequence || stub.last() < sequence) {
            throw spoiled(Kind.SPLICED);
        }
    }

    private Spoiled spoiled(Kind kind) {
        return Spoiled.at(TrailFormat.REMOVED_NAME, line, last == null ? 1 : last.last() + 1, kind);
    }

    /** How many segments before the first that is there were removed in order. */
    long count() {
        return lastRemoved == null ? 0 : lastRemoved.segment();
    }

    /** The trail that they belonged to; empty if there are none. */
    String trail() {
        return last == null ? "" : last.trail();
    }

    /** The number of the last record that they had. */
    long lastSequence() {
        return lastRemoved == null ? 0 : lastRemoved.last();
    }

    /** The hash that the first segment goes on from. */
    String head() {
        return lastRemoved == null ? TrailFormat.NO_HASH : lastRemoved.head();
    }

    /** Whether the stub of a segment that is still there, if it has one, says the same of it. */
    boolean fits(long segment, long sequence, byte[] hash) {
        TrailStub stub = present.get(segment);
        return stub == null || stub.last() == sequence && stub.head().equals(TrailFormat.hex(hash));
    }

    /** Whether segments were removed that came after all those that are there. */
    boolean isBeyond(long segment) {
        return last != null && last.segment() > segment;
    }
}
