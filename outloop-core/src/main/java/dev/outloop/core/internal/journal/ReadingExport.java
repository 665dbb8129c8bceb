package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hands one client its records: a first pass over the trail finds it whole, only then a second one writes. */
public final class ReadingExport {

    private final Path directory;
    private final String tenant;
    private final byte[] own;
    private final MessageDigest digest = TrailFormat.sha256();
    private final OutputStream out;
    private long records;

    private ReadingExport(Path directory, String tenant, OutputStream out) {
        this.directory = directory;
        this.tenant = tenant;
        this.own = TrailFormat.ascii("\"tenant\":" + EntryText.quoted(tenant));
        this.out = out;
    }

    /**
     * Writes the client's records as lines, the first and the last of which are about the lines between them.
     *
     * @return how many records it wrote
     * @throws NoSuchFileException if there is no trail
     * @throws EntryDamage if the trail is not as a writer leaves it; nothing is then written
     */
    public static long write(Path directory, String tenant, Instant time, OutputStream out) throws IOException {
        ReadingExport export = new ReadingExport(directory, tenant, out);
        ReadingEnd end = ReadingEnd.now(directory);
        int first = new ReadingDirectory(directory).existing().first();
        Range range = export.range(first, end);
        export.begin(range, time);
        export.records(first, end, range);
        export.finish();
        return export.records;
    }

    /** The records that are there: the numbers of the first and the last, and the hash of the last line. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Range(long from, long to, byte[] hash) {}

    private Range range(int first, ReadingEnd end) throws IOException {
        long from = 0;
        try (ReadingWalk walk = ReadingWalk.from(directory, first, end, true)) {
            for (EntryLine line = walk.next(); line != null; line = walk.next()) {
                from = from == 0 && line.isRecord() ? line.sequence() : from;
                // Refused now what could not be handed over then.
                boolean unused = line.isRecord()
                        && !isElsewhere(line)
                        && parse(line, walk).record();
            }
            return new Range(from, walk.sequence(), walk.hash());
        }
    }

    private void begin(Range range, Instant time) throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("v", 1L);
        about.put("trail", new ReadingHeaders(directory).id());
        about.put("tenant", tenant);
        about.put("from", range.from());
        about.put("to", range.to());
        about.put("time", time.truncatedTo(ChronoUnit.MICROS).toString());
        line("export", about);
    }

    private void records(int first, ReadingEnd end, Range range) throws IOException {
        try (ReadingWalk walk = ReadingWalk.from(directory, first, end, true)) {
            for (EntryLine line = walk.next(); line != null; line = walk.next()) {
                if (line.isRecord() && !isElsewhere(line)) {
                    record(parse(line, walk));
                }
            }
            if (!Arrays.equals(range.hash(), walk.hash())) {
                throw walk.damage("the trail was changed while it was exported");
            }
        }
    }

    /** Another client's record is turned away by its bytes, before it is parsed. */
    private boolean isElsewhere(EntryLine line) {
        return !line.contains(own);
    }

    private void record(EntryContent entry) throws IOException {
        if (EntryExported.isOf(tenant, entry)) {
            line("record", EntryExported.of(entry));
            records++;
        }
    }

    private static EntryContent parse(EntryLine line, ReadingWalk walk) throws EntryDamage {
        try {
            return EntryContent.of(line);
        } catch (IllegalArgumentException e) {
            throw walk.damage("what the line holds is none of this format");
        }
    }

    private void finish() throws IOException {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("records", records);
        about.put("sha256", TrailFormat.hex(digest.digest()));
        out.write(TrailFormat.ascii("{\"end\":" + EntryText.object(about) + "}\n"));
        out.flush();
    }

    private void line(String name, Map<String, Object> fields) throws IOException {
        byte[] line = TrailFormat.ascii("{\"" + name + "\":" + EntryText.object(fields) + "}\n");
        digest.update(line);
        out.write(line);
    }
}
