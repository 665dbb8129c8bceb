package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Found;
import dev.outloop.core.internal.journal.Subject;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.StageEvent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How far one call has come: what the trail may say of it, and how long each stage took. For one thread. */
final class Track {

    private final String id;
    private final BrokerListener listener;
    private final long startedNanos = System.nanoTime();
    private Subject subject;
    private String stage = "admit";
    private long stageNanos = startedNanos;

    Track(String id, String alias, BrokerListener listener) {
        this.id = id;
        this.listener = listener;
        this.subject = Subject.of(id).alias(alias);
    }

    Subject subject() {
        return subject;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** The caller is this broker's. */
    void proven(Caller caller) {
        subject = subject.caller(caller.workspace(), caller.runtime());
    }

    void found(Found found) {
        found.action()
                .ifPresent(action -> subject = subject.action(found.binding().service(), action));
    }

    /** The request is judged as a whole, so that the trail may tell it from others. */
    void admitted(AdmittedAction admitted) {
        subject = Subject.of(admitted);
    }

    /** The running stage is over and the named one begins. */
    void next(String nextStage) {
        tell(null);
        stage = nextStage;
    }

    boolean isIn(String name) {
        return stage.equals(name);
    }

    /** The call is over, in the running stage, with a code if it did not complete. */
    void end(@Nullable ErrorCode code) {
        tell(code);
    }

    private void tell(@Nullable ErrorCode code) {
        long now = System.nanoTime();
        try {
            listener.onStage(StageEvent.of(id, stage, Duration.ofNanos(now - stageNanos), code));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // A listener only watches; what it throws must not change what happens to the call.
        }
        stageNanos = now;
    }
}
