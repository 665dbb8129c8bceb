package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailBuilder.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What a verification says of one kind of tampering; loaded again where one check is taken out. */
final class VerifierAttack implements Function<String, String> {

    @Override
    public String apply(String attack) {
        try {
            TrailReport report = switch (attack) {
                case "link" -> edited();
                case "number" -> verify(signedTrail().skip(3).records(2).files(), TrailTrust.NONE);
                case "signature" -> forged();
                case "key" ->
                    verify(
                            new TrailBuilder(1, Signer.OTHER)
                                    .records(3)
                                    .checkpoint("CLOSE")
                                    .files(),
                            new TrailTrust(Set.of(Signer.OWN.key), List.of()));
                case "exported" -> cut();
                case "stub" -> forgedStub();
                default -> throw new IllegalArgumentException(attack);
            };
            return report.wrong() == null ? "INTACT" : report.wrong().kind().name();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static TrailBuilder signedTrail() {
        return new TrailBuilder(1, Signer.OWN).records(4).checkpoint("COUNT").records(2);
    }

    private static TrailReport verify(TrailFiles files, TrailTrust trust) throws IOException {
        return TrailVerifier.verify(files, trust, TrailProgress.NONE);
    }

    private static TrailReport edited() throws IOException {
        TreeMap<Integer, List<String>> lines = signedTrail().lines();
        List<String> segment = Objects.requireNonNull(lines.get(1));
        segment.set(2, segment.get(2).replace("codex", "codey"));
        return verify(TrailBuilder.files(lines, ""), TrailTrust.NONE);
    }

    /** With the hash computed anew, as anybody can, but a signature that nobody can make. */
    private static TrailReport forged() throws IOException {
        TrailBuilder trail = new TrailBuilder(1, Signer.OWN).records(4).checkpoint("CLOSE");
        TreeMap<Integer, List<String>> lines = trail.lines();
        List<String> segment = Objects.requireNonNull(lines.get(1));
        String before = segment.get(4).substring(segment.get(4).length() - 67).substring(0, 64);
        String object = segment.get(5).substring(14, segment.get(5).lastIndexOf(",\"chain\""));
        String other = object.replace("\"CLOSE\"", "\"COUNT\"");
        segment.set(5, "{\"checkpoint\":" + other + ",\"chain\":\"" + TrailBuilder.chain(before, other) + "\"}\n");
        return verify(TrailBuilder.files(lines, ""), TrailTrust.NONE);
    }

    private static TrailReport cut() throws IOException {
        TrailBuilder trail = signedTrail().checkpoint("CLOSE");
        TreeMap<Integer, List<String>> lines = trail.lines();
        List<String> segment = Objects.requireNonNull(lines.get(1));
        segment.subList(segment.size() - 2, segment.size()).clear();
        Path file = Files.createTempFile("exported", ".jsonl");
        try {
            Files.writeString(file, String.join("", trail.exported));
            return verify(TrailBuilder.files(lines, ""), new TrailTrust(Set.of(), List.of(file)));
        } finally {
            Files.delete(file);
        }
    }

    private static TrailReport forgedStub() throws IOException {
        TrailBuilder trail = signedTrail().rotate().records(2).remove().checkpoint("CLOSE");
        String stub = trail.stubs().replace("\"time\":\"2026", "\"time\":\"2027");
        return verify(TrailBuilder.files(trail.lines(), stub), TrailTrust.NONE);
    }
}
