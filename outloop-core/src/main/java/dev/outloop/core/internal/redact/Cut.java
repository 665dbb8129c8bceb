package dev.outloop.core.internal.redact;

/** A place to cut, in offsets from the body's start; open ones end at {@link Long#MAX_VALUE} until they are ended. */
final class Cut {

    final long from;
    final String kind;
    long to;
    boolean isMarked;

    Cut(long from, long to, String kind) {
        this.from = from;
        this.kind = kind;
        this.to = to;
    }
}
