package dev.outloop.backend.infisical.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a secret is in its project and environment.
 *
 * @param folder absolute, {@code /} or without a slash at its end
 */
record Place(String folder, String name) {

    private static final char ZERO_WIDTH_NO_BREAK_SPACE = '\ufeff';

    /** Empty if Infisical cannot have it, because one of the segments is no name there. */
    static Optional<Place> of(List<String> root, List<String> segments) {
        if (!segments.stream().allMatch(Place::isName)) {
            return Optional.empty();
        }
        int last = segments.size() - 1;
        return Optional.of(new Place(folder(root, segments.subList(0, last)), segments.get(last)));
    }

    /** The folder's absolute path. */
    static String folder(List<String> root, List<String> below) {
        List<String> all = new ArrayList<>(root);
        all.addAll(below);
        return "/" + String.join("/", all);
    }

    /** Whether it stands for itself as the name of a folder or secret, and does not lead elsewhere. */
    static boolean isName(String segment) {
        return !segment.isEmpty()
                && !segment.equals(".")
                && !segment.equals("..")
                && segment.indexOf('/') < 0
                && segment.indexOf('\\') < 0
                && segment.chars().noneMatch(Character::isISOControl)
                && !hasSpacesAround(segment);
    }

    /** Whether the server would take something away from it, as it trims names, paths and ids. */
    static boolean hasSpacesAround(String text) {
        return isSpace(text.charAt(0)) || isSpace(text.charAt(text.length() - 1));
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == ZERO_WIDTH_NO_BREAK_SPACE;
    }
}
