package dev.outloop.core.cases;

import dev.outloop.audit.AuditRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The records of a trail, read by its published format and not by the engine's own reader, as far as it has come. */
final class TrailRecords {

    private static final String START = "{\"record\":";
    private static final int END = ",\"chain\":\"\"}".length() + 64;

    private final Path directory;
    private final Map<Path, Long> read = new HashMap<>();

    TrailRecords(Path directory) {
        this.directory = directory;
    }

    /** All of them. */
    static List<AuditRecord> of(Path directory) throws IOException {
        return new TrailRecords(directory).next();
    }

    /** Those that were added since the last look; a line without its end is left for the next one. */
    synchronized List<AuditRecord> next() throws IOException {
        List<AuditRecord> records = new ArrayList<>();
        for (Path segment : segments(directory)) {
            for (String line : newLines(segment)) {
                if (line.startsWith(START)) {
                    String record = line.substring(START.length(), line.length() - END);
                    records.add(AuditRecord.parse(StandardCharsets.US_ASCII.encode(record)));
                }
            }
        }
        return records;
    }

    /** The files that hold the trail, in their order. */
    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("trail-[0-9]+\\.jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private List<String> newLines(Path segment) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "r")) {
            long from = read.getOrDefault(segment, 0L);
            ByteBuffer bytes = ByteBuffer.allocate((int) (file.length() - from));
            file.getChannel().read(bytes, from);
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            read.put(segment, from + whole.length());
            return whole.lines().toList();
        }
    }
}
