package dev.outloop.core;

import static dev.outloop.core.ReloadRig.access;

import dev.outloop.action.ActionResult;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A streamed answer during which the definitions are replaced, before its second half is sent. */
final class StreamedThroughReload {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final StringBuilder seen = new StringBuilder();

    /** @return what the agent read, and what became of the call */
    String run(ReloadRig rig, String alias, Runnable change) throws Exception {
        Semaphore second = new Semaphore(0);
        rig.server.answer(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nfirst")
                .thenAwait(second)
                .then("later"));
        CompletableFuture<ActionResult> call = CompletableFuture.supplyAsync(() -> rig.broker()
                .broker()
                .newCall(rig.request(alias, "1"))
                .perform((head, body) -> {
                    seen.append(new String(body.readNBytes(5), StandardCharsets.UTF_8));
                    begun.countDown();
                    seen.append(new String(body.readAllBytes(), StandardCharsets.UTF_8));
                }));
        begun.await();
        change.run();
        second.release();
        return seen + " " + ReloadRig.told(call.get());
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
