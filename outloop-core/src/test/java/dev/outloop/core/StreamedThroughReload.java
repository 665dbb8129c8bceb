package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.action.ActionResult;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A streamed answer during which the definitions are replaced, before its second half is sent. */
final class StreamedThroughReload {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final StringBuilder seen = new StringBuilder();

    /** @return what the agent read, and what became of the call */
    String run(ReloadRig rig, String alias, Runnable change) throws Exception {
        Semaphore second = new Semaphore(0);
        String first = "first" + " word".repeat(20_000);
        rig.server.answer(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: " + (first.length() + 5) + "\r\n\r\n" + first)
                .thenAwait(second)
                .then("later"));
        CompletableFuture<ActionResult> call = CompletableFuture.supplyAsync(() -> rig.broker()
                .broker()
                .newCall(rig.request(alias, "1"))
                .perform((head, body) -> {
                    seen.append(new String(body.readNBytes(5), StandardCharsets.UTF_8));
                    begun.countDown();
                    String rest = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                    seen.append(rest.substring(rest.length() - 5));
                }));
        if (!begun.await(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the answer has not begun");
        }
        change.run();
        second.release();
        String told = ReloadRig.told(call.get());
        return seen + " " + told;
    }

    /** Two accesses, of which the reload changes one. */
    static void changeOther(ReloadRig rig) {
        rig.reload(rig.config(access("kept", "t-1"), access("other", "t-3")));
    }

    static ReloadRig open() {
        ReloadRig rig = new ReloadRig();
        rig.open(rig.config(access("kept", "t-1"), access("other", "t-2")));
        return rig;
    }
}
