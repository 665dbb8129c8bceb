package dev.outloop.core.internal.journal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All segments of a trail, read by the published format alone, and what is wrong with them. Shares no code with the
 * writer.
 */
final class TrailImage {

    private static final String NONE = "0".repeat(64);

    final List<String> problems = new ArrayList<>();
    final List<JsonObject> headers = new ArrayList<>();
    final List<JsonObject> records = new ArrayList<>();
    final List<JsonObject> notes = new ArrayList<>();
    final List<JsonObject> checkpoints = new ArrayList<>();
    final Map<String, Integer> linesBySegment = new TreeMap<>();
    private String hash = NONE;
    private long sequence;
    private long missedTo;

    private TrailImage() {}

    /** The lines of one segment that count, with their hashes. */
    private record Read(String text, String kind, JsonObject object, String chain) {}

    static TrailImage of(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.filter(Files::isRegularFile).toList()) {
                files.put(String.valueOf(entry.getFileName()), Files.readAllBytes(entry));
            }
        }
        return of(files);
    }

    static TrailImage of(Map<String, byte[]> files) {
        TrailImage image = new TrailImage();
        List<String> names = files.keySet().stream()
                .filter(name -> name.matches("trail-\\d+\\.jsonl"))
                .sorted()
                .toList();
        List<List<Read>> segments = new ArrayList<>();
        for (String name : names) {
            segments.add(image.read(name, files.get(name)));
        }
        for (int i = 0; i < segments.size(); i++) {
            String fork = "";
            if (i + 1 < segments.size() && !segments.get(i + 1).isEmpty()) {
                JsonObject next = segments.get(i + 1).get(0).object();
                fork = next.get("reason").getAsString().equals("RENEWED")
                        ? next.get("prev").getAsString()
                        : "";
            }
            image.follow(names.get(i), segments.get(i), fork, i == 0);
        }
        return image;
    }

    private List<Read> read(String name, byte[] file) {
        List<Read> lines = new ArrayList<>();
        for (byte[] bytes : SmallTrail.lines(file)) {
            String text = new String(bytes, StandardCharsets.US_ASCII);
            try {
                JsonObject line = JsonParser.parseString(text).getAsJsonObject();
                String kind = line.keySet().iterator().next();
                String object = text.substring(text.indexOf(':') + 1, text.lastIndexOf(",\"chain\":"));
                lines.add(new Read(
                        object,
                        kind,
                        line.getAsJsonObject(kind),
                        line.get("chain").getAsString()));
            } catch (RuntimeException e) {
                // What a failed sync left is superseded; anything else breaks the chain below.
                lines.add(new Read(text, "unreadable", new JsonObject(), ""));
            }
        }
        if (lines.isEmpty()) {
            problems.add(name + " is empty");
        }
        return lines;
    }

    private void follow(String name, List<Read> lines, String fork, boolean first) {
        int count = 0;
        for (Read line : lines) {
            if (first && count == 0) {
                hash = line.kind().equals("trail") ? line.object().get("prev").getAsString() : NONE;
                sequence =
                        line.kind().equals("trail") ? line.object().get("after").getAsLong() : 0;
            }
            String expected = sha256(hash, line.text());
            if (!expected.equals(line.chain())) {
                problems.add(name + " line " + (count + 1) + " does not follow: " + line.kind());
                return;
            }
            accept(name, line, count);
            hash = line.chain();
            count++;
            if (hash.equals(fork)) {
                break;
            }
        }
        linesBySegment.put(name, count);
        if (!fork.isEmpty() && !hash.equals(fork)) {
            problems.add(name + " has no line that the next segment forks from");
        }
    }

    private void accept(String name, Read line, int index) {
        JsonObject object = line.object();
        if ((index == 0) != line.kind().equals("trail")) {
            problems.add(name + " has a header elsewhere than at its start");
        }
        switch (line.kind()) {
            case "record" -> {
                long number = object.get("seq").getAsLong();
                if (number != Math.max(sequence, missedTo) + 1) {
                    problems.add(name + ": record " + number + " follows " + sequence);
                }
                sequence = number;
                missedTo = 0;
                records.add(object);
                return;
            }
            case "note" -> {
                missedTo = object.get("event").getAsString().equals("MISSED")
                        ? object.get("to").getAsLong()
                        : 0;
                notes.add(object);
            }
            case "checkpoint" -> {
                if (!object.get("head").getAsString().equals(hash)
                        || !TrailCheckpoint.parse(
                                        java.nio.ByteBuffer.wrap(line.text().getBytes(StandardCharsets.US_ASCII)))
                                .orElseThrow()
                                .isSigned()) {
                    problems.add(name + " has a checkpoint that signs something else");
                }
                checkpoints.add(object);
            }
            default -> {
                if (!object.get("prev").getAsString().equals(hash)) {
                    problems.add(name + " follows another line");
                }
                headers.add(object);
            }
        }
        if (object.get("after").getAsLong() != sequence) {
            problems.add(name + " has a line after record " + sequence + " that says otherwise");
        }
    }

    List<Long> numbers() {
        return records.stream().map(record -> record.get("seq").getAsLong()).toList();
    }

    List<String> ids() {
        return records.stream()
                .filter(record -> record.has("id"))
                .map(record -> record.get("id").getAsString())
                .toList();
    }

    List<String> events() {
        return notes.stream().map(note -> note.get("event").getAsString()).toList();
    }

    List<String> reasons() {
        return checkpoints.stream()
                .map(line -> line.get("reason").getAsString())
                .toList();
    }

    private static String sha256(String previous, String object) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(HexFormat.of().parseHex(previous));
            return HexFormat.of().formatHex(digest.digest(object.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
