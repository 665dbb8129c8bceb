package dev.outloop.core.internal.secrets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A whole text with one kind of escapes undone, and for each character where it stands in the source; written without
 * any of the code under test. Characters are bytes, as Latin-1.
 */
final class Undone {

    /** One kind of escapes: the one that begins there, if any does. */
    interface Rule {
        Optional<Escape> at(String text, int at);
    }

    /** The length of an escape, and what it stands for. */
    record Escape(int length, String value) {}

    private record Place(int from, int to, boolean isPlain) {}

    private final Optional<Undone> source;
    private final StringBuilder text = new StringBuilder();
    private final List<Place> places = new ArrayList<>();

    private Undone(Optional<Undone> source) {
        this.source = source;
    }

    /** The text as it is. */
    static Undone nothing(String text) {
        Undone undone = new Undone(Optional.empty());
        undone.text.append(text);
        return undone;
    }

    /** This text with the escapes of one kind more undone. */
    Undone then(Rule rule) {
        Undone next = new Undone(Optional.of(this));
        String all = text.toString();
        int at = 0;
        while (at < all.length()) {
            Escape escape = rule.at(all, at).orElse(new Escape(1, all.substring(at, at + 1)));
            boolean isPlain = rule.at(all, at).isEmpty();
            for (char c : escape.value().toCharArray()) {
                next.text.append(c);
                next.places.add(new Place(at, at + escape.length(), isPlain));
            }
            at += escape.length();
        }
        return next;
    }

    /** The longest literal at each place, where it holds an escape of the last kind and of those before. */
    TreeSet<String> found(List<String> literals) {
        TreeSet<String> found = new TreeSet<>();
        for (int at = 0; at < text.length(); at++) {
            int longest = 0;
            for (String literal : literals) {
                if (text.indexOf(literal, at) == at) {
                    longest = Math.max(longest, literal.length());
                }
            }
            if (longest > 0) {
                place(at, at + longest).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<String> place(int from, int to) {
        if (source.isEmpty()) {
            return Optional.of(from + "-" + to);
        }
        int start = places.get(from).from();
        boolean isPlain = true;
        for (int i = from; i < to; i++) {
            isPlain &= places.get(i).equals(new Place(start + i - from, start + i - from + 1, true));
        }
        return isPlain
                ? Optional.empty()
                : source.get().place(start, places.get(to - 1).to());
    }
}
