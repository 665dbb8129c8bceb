package dev.outloop.core;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One thing in which two configurations differ. Immutable. It has references and pins, and never a secret. */
public final class ConfigChange {

    private final Subject subject;
    private final Kind kind;
    private final String what;
    private final @Nullable String before;
    private final @Nullable String after;
    private final boolean moves;

    /** What became of it. A later version may have more. */
    public static final class Kind {
        /** It is new. */
        public static final Kind ADDED = new Kind("added");
        /** It is gone. */
        public static final Kind REMOVED = new Kind("removed");
        /** It is there before and after, and not the same. */
        public static final Kind CHANGED = new Kind("changed");

        private final String name;

        private Kind(String name) {
            this.name = name;
        }

        /** {@code added}, {@code removed} or {@code changed}. */
        @Override
        public String toString() {
            return name;
        }
    }

    /** What a configuration says something about. */
    record Subject(String type, String name, @Nullable String workspace) {
        @Override
        public String toString() {
            return type + " " + name + (workspace == null ? "" : " of " + workspace);
        }
    }

    ConfigChange(
            Subject subject, Kind kind, String what, @Nullable String before, @Nullable String after, boolean moves) {
        this.subject = Objects.requireNonNull(subject, "subject");
        this.kind = Objects.requireNonNull(kind, "kind");
        this.what = Objects.requireNonNull(what, "what");
        this.before = before;
        this.after = after;
        this.moves = moves;
    }

    /** {@code vault}, {@code service}, {@code workspace}, {@code access}, {@code limit} or {@code rule}. */
    public String type() {
        return subject.type();
    }

    /** Its name; for an access the alias. */
    public String name() {
        return subject.name();
    }

    /** The workspace, for an access of one and for a workspace itself. */
    public Optional<String> workspace() {
        return Optional.ofNullable(subject.type().equals("workspace") ? subject.name() : subject.workspace());
    }

    /** Whether it was added, removed or changed. */
    public Kind kind() {
        return kind;
    }

    /** What of it changed, such as {@code pin base}, {@code secret} or {@code actions}; empty for all of it. */
    public String what() {
        return what;
    }

    /** What was said before; empty where nothing was. */
    public Optional<String> before() {
        return Optional.ofNullable(before);
    }

    /** What is said after; empty where nothing is. */
    public Optional<String> after() {
        return Optional.ofNullable(after);
    }

    /**
     * Whether a workspace that had the alias before reaches another account under it afterwards: its tenant, service,
     * address or pin is another, or its secret where no pin says which account is meant.
     */
    public boolean movesAccount() {
        return moves;
    }

    /** In one line. */
    @Override
    public String toString() {
        String values = before == null
                ? after == null ? "" : ": " + after
                : ": " + before + (after == null ? "" : " -> " + after);
        return subject + " " + kind + (what.isEmpty() ? "" : ", " + what) + values;
    }
}
