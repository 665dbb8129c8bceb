package dev.outloop.core.internal.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Patience that ends when a test says so, and no sooner. */
final class HandPatience implements Patience {

    private final CompletableFuture<Void> over = new CompletableFuture<>();

    void end() {
        over.complete(null);
    }

    @Override
    public void await(CompletableFuture<?> answer) throws TimeoutException {
        try {
            CompletableFuture.anyOf(answer, over).get();
        } catch (ExecutionException e) {
            return;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (!answer.isDone()) {
            throw new TimeoutException();
        }
    }
}
