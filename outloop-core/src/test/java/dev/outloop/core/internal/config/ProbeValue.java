package dev.outloop.core.internal.config;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A value that is whatever its reader wants it to be. */
final class ProbeValue extends Value {

    private static final Place PLACE = new Place(1, 1);

    private final Probe probe;
    private final String path;

    ProbeValue(Probe probe, String path) {
        super(probe.reading(), path, PLACE, new YamlNode.Refused(PLACE));
        this.probe = probe;
        this.path = path;
    }

    private Probe.Asked asked() {
        return probe.at(path);
    }

    private boolean is(String mode) {
        return !asked().modeAsked || probe.isMode(path, mode);
    }

    @Override
    boolean isMapping() {
        return isKind("mapping");
    }

    @Override
    boolean isSequence() {
        return isKind("sequence");
    }

    /** What was read as one kind already is of that kind. */
    private boolean isKind(String kind) {
        if (!asked().modeAsked && asked().facts.contains(kind)) {
            return true;
        }
        asked().modeAsked = true;
        return probe.isMode(path, kind);
    }

    @Override
    boolean hasKey(String name) {
        probe.at(path + "." + name).optional = true;
        return isMapping() && !probe.isAbsent(path + "." + name);
    }

    @Override
    void problem(String sentence) {
        asked().sentences.add(sentence);
    }

    @Override
    @Nullable
    String text() {
        return scalar("text");
    }

    @Override
    @Nullable
    String characters(String expected) {
        asked().facts.add("sentence " + expected);
        return scalar("characters");
    }

    private @Nullable String scalar(String kind) {
        if (!is("scalar")) {
            return null;
        }
        asked().facts.add(kind);
        asked().scalarAsked = true;
        asked().given = probe.text(path);
        return asked().given;
    }

    @Override
    @Nullable
    String name() {
        if (!is("scalar")) {
            return null;
        }
        asked().facts.add("text");
        asked().facts.add("name");
        asked().nameAsked = true;
        return "a";
    }

    @Override
    @Nullable
    Long integer(long least, long greatest) {
        if (!is("scalar")) {
            return null;
        }
        asked().facts.add("integer " + least + " " + greatest);
        return least;
    }

    @Override
    @Nullable
    Boolean bool() {
        if (!is("scalar")) {
            return null;
        }
        asked().facts.add("boolean");
        asked().boolAsked = true;
        return !probe.text(path).equals("false");
    }

    @Override
    @Nullable
    Fields fields() {
        if (!is("mapping")) {
            return null;
        }
        asked().facts.add("mapping");
        return new ProbeFields(probe, path);
    }

    @Override
    Map<String, Value> named(Predicate<String> grammar, String expected) {
        Fields fields = fields();
        return fields == null ? Map.of() : fields.others(grammar, expected);
    }

    @Override
    List<Value> items() {
        if (!is("sequence")) {
            return List.of();
        }
        asked().facts.add("sequence");
        asked().listAsked = true;
        if (probe.isEmpty(path)) {
            asked().facts.add("none given");
            return List.of();
        }
        return List.of(new ProbeValue(probe, path + "[]"));
    }

    @Override
    void standsFor(String anchor) {}
}
