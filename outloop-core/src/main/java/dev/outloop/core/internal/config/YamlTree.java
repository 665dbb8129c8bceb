package dev.outloop.core.internal.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.outloop.core.internal.config.SourceText.RefusedSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads text into nodes by the parser's tokens, and refuses what makes one text mean two things: anchors, aliases, tags,
 * merge keys, keys that are given twice, and second documents.
 *
 * <p>Binding is not used because it takes {@code no} for false and {@code 0123} for 83, ignores tags, and quotes the
 * source in its messages.
 */
final class YamlTree {

    static final int MAX_DEPTH = 32;

    private final int[] source;
    private final List<Fault> faults = new ArrayList<>();
    private @Nullable YamlNode root;

    /** Something refused in the text itself, whatever it would have meant. */
    record Fault(Place place, String sentence, boolean ofFile) {}

    private YamlTree(String text) {
        this.source = text.codePoints().toArray();
    }

    /** Reads the text; a broken one leaves a fault and no root. */
    static YamlTree read(String text) {
        YamlTree tree = new YamlTree(text);
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            tree.readDocument(parser);
        } catch (RefusedSource e) {
            tree.breakOff(
                    new Place(e.problem().line(), e.problem().column()),
                    e.problem().sentence());
        } catch (IOException | RuntimeException e) {
            // Its message quotes the source.
            tree.breakOff(placeOf(e), "this is not YAML that can be read; look at indentation, quotes and brackets");
        }
        return tree;
    }

    @Nullable
    YamlNode root() {
        return root;
    }

    List<Fault> faults() {
        return faults;
    }

    private void readDocument(YAMLParser parser) throws IOException, RefusedSource {
        if (parser.nextToken() == null) {
            return;
        }
        YamlNode node = node(parser, 1);
        if (parser.nextToken() != null) {
            Place place = placeOf(parser.currentTokenLocation());
            faults.add(new Fault(place, "a configuration is one document; remove the second", true));
        }
        root = node;
    }

    private YamlNode node(YAMLParser parser, int depth) throws IOException, RefusedSource {
        Place place = placeOf(parser.currentTokenLocation());
        boolean marked = isAnchorOrTag(parser);
        JsonToken token = parser.currentToken();
        YamlNode node;
        if (token == JsonToken.START_OBJECT) {
            node = mapping(parser, place, depth);
        } else if (token == JsonToken.START_ARRAY) {
            node = sequence(parser, place, depth);
        } else {
            node = new YamlNode.Scalar(place, parser.getText(), !isQuoted(parser));
        }
        return marked ? new YamlNode.Refused(place) : node;
    }

    private YamlNode mapping(YAMLParser parser, Place place, int depth) throws IOException, RefusedSource {
        requireDepth(place, depth);
        List<YamlNode.Entry> entries = new ArrayList<>();
        List<Place> refusedKeys = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Place keyPlace = placeOf(parser.currentTokenLocation());
            String key = parser.getText();
            boolean refused = isRefusedKey(parser, key, seen);
            parser.nextToken();
            YamlNode value = node(parser, depth + 1);
            if (refused) {
                refusedKeys.add(keyPlace);
            } else {
                entries.add(new YamlNode.Entry(keyPlace, key, value));
            }
        }
        return new YamlNode.Mapping(place, List.copyOf(entries), List.copyOf(refusedKeys));
    }

    private YamlNode sequence(YAMLParser parser, Place place, int depth) throws IOException, RefusedSource {
        requireDepth(place, depth);
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, depth + 1));
        }
        return new YamlNode.Sequence(place, List.copyOf(items));
    }

    private boolean isRefusedKey(YAMLParser parser, String key, Set<String> seen) {
        // The parser tells no tag of a key, so the source is asked.
        int first = firstCharacter(parser);
        if (first == '&' || first == '!') {
            refuse(parser, first == '&' ? ANCHOR : TAG);
            return true;
        }
        if (key.equals("<<")) {
            refuse(parser, "merge keys are not taken; write the entries out");
            return true;
        }
        if (!seen.add(key)) {
            refuse(parser, "this key was given before; each key stands once");
            return true;
        }
        return false;
    }

    private boolean isAnchorOrTag(YAMLParser parser) throws IOException {
        // The parser tells no anchor of a scalar, so the source is asked as well.
        int first = firstCharacter(parser);
        if (parser.isCurrentAlias()) {
            refuse(parser, "aliases are not taken; write the value out");
        } else if (first == '&' || parser.getObjectId() != null) {
            refuse(parser, ANCHOR);
        } else if (first == '!' || parser.getTypeId() != null) {
            refuse(parser, TAG);
        } else {
            return false;
        }
        return true;
    }

    private static final String ANCHOR = "anchors are not taken; write the value out where it is needed";
    private static final String TAG = "tags are not taken; the meaning of a key decides its type";

    private void requireDepth(Place place, int depth) throws RefusedSource {
        if (depth > MAX_DEPTH) {
            throw new RefusedSource(new Problem(
                    place.line(), place.column(), "", "a configuration is nested at most " + MAX_DEPTH + " deep"));
        }
    }

    private boolean isQuoted(YAMLParser parser) {
        int first = firstCharacter(parser);
        return first == '"' || first == '\'' || first == '|' || first == '>';
    }

    /** The parser's offsets count code points. */
    private int firstCharacter(YAMLParser parser) {
        long offset = parser.currentTokenLocation().getCharOffset();
        return offset >= 0 && offset < source.length ? source[(int) offset] : -1;
    }

    private void refuse(YAMLParser parser, String sentence) {
        faults.add(new Fault(placeOf(parser.currentTokenLocation()), sentence, false));
    }

    private void breakOff(Place place, String sentence) {
        root = null;
        faults.add(new Fault(place, sentence, true));
    }

    private static Place placeOf(JsonLocation location) {
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }

    private static Place placeOf(Exception e) {
        if (e.getCause() instanceof MarkedYAMLException marked) {
            Mark mark = marked.getProblemMark();
            if (mark != null) {
                return new Place(mark.getLine() + 1, mark.getColumn() + 1);
            }
        }
        if (e instanceof com.fasterxml.jackson.core.JsonProcessingException located && located.getLocation() != null) {
            return placeOf(located.getLocation());
        }
        return new Place(1, 1);
    }
}
