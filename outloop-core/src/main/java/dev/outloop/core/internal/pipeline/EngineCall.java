package dev.outloop.core.internal.pipeline;

import dev.outloop.Call;
import dev.outloop.action.ActionResult;
import dev.outloop.action.ResponseHandler;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A request that is performed at most once. */
final class EngineCall implements Call {

    private final CallScope scope;
    private final Function<Delivery, ActionResult> run;
    private final AtomicBoolean started = new AtomicBoolean();

    EngineCall(CallScope scope, Function<Delivery, ActionResult> run) {
        this.scope = scope;
        this.run = run;
    }

    @Override
    public String id() {
        return scope.id();
    }

    @Override
    public ActionResult perform() {
        return once(Delivery.whole());
    }

    @Override
    public ActionResult perform(ResponseHandler handler) {
        return once(Delivery.to(handler));
    }

    @Override
    public void cancel() {
        scope.stop(ErrorCode.CANCELLED);
    }

    private ActionResult once(Delivery delivery) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("a call is performed once; make a new one");
        }
        return run.apply(delivery);
    }
}
