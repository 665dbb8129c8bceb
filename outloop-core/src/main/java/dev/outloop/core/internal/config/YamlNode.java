package dev.outloop.core.internal.config;

import java.util.List;

/** A piece of YAML with its place. Nothing is resolved: a scalar is its characters. */
sealed interface YamlNode {

    /** Where it begins. */
    Place place();

    /** Keys with values, in the order of the file, each key once; and where keys stood that were refused already. */
    record Mapping(Place place, List<Entry> entries, List<Place> refusedKeys) implements YamlNode {}

    /** Values in the order of the file. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {}

    /** Characters, and whether they stand there without quotes. */
    record Scalar(Place place, String text, boolean plain) implements YamlNode {
        /** Values are no one's business but the reader's. */
        @Override
        public String toString() {
            return "Scalar at " + place;
        }
    }

    /** Something that was refused already, so that nothing more is to be said about it. */
    record Refused(Place place) implements YamlNode {}

    /** One key with its value. */
    record Entry(Place keyPlace, String key, YamlNode value) {

        /** Where a person looks for it: the value, or the key where the value begins on a later line. */
        Place place() {
            return value.place().line() == keyPlace.line() ? value.place() : keyPlace;
        }

        /** Values are no one's business but the reader's. */
        @Override
        public String toString() {
            return "Entry at " + keyPlace;
        }
    }
}
