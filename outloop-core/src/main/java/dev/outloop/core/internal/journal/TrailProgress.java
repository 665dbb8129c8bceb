package dev.outloop.core.internal.journal;

/** Is told how far a verification has come; called on its thread. */
@FunctionalInterface
public interface TrailProgress {

    /** Tells nobody. */
    TrailProgress NONE = (records, bytesDone, bytesTotal) -> {};

    /** So much is done. */
    void at(long records, long bytesDone, long bytesTotal);
}
