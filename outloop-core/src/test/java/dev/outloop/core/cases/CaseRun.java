package dev.outloop.core.cases;

import java.util.function.Consumer;

/** Runs the driver of an id; in a twin it is the twin's driver over the twin's engine. */
final class CaseRun implements Consumer<String> {

    @Override
    public void accept(String id) {
        try {
            Drivers.named(id).run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(id, e);
        }
    }
}
