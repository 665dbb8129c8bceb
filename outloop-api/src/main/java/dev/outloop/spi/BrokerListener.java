package dev.outloop.spi;

/**
 * Is told how requests go, for metrics and logs.
 *
 * <p>Called on the thread of the request, so it must be quick; thread-safe. What it throws is ignored.
 */
@FunctionalInterface
public interface BrokerListener {

    /** A stage of a request ended. */
    void onStage(StageEvent event);
}
