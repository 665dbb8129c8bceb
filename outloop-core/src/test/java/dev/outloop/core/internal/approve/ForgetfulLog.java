package dev.outloop.core.internal.approve;

import dev.outloop.core.internal.state.StateLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A log whose crash keeps what was forced, and of the rest any subset, as a disk may. It can be told to fail once, before
 * or after what it is asked to do. Not thread-safe.
 */
final class ForgetfulLog implements StateLog {

    /** Where the next call goes wrong. */
    enum Failure {
        NONE,
        WRITE_LOST,
        FORCE_LOST,
        FORCE_KEPT
    }

    private final List<String> forced;
    private final List<String> loose = new ArrayList<>();
    private Failure failure = Failure.NONE;

    ForgetfulLog() {
        this(List.of());
    }

    ForgetfulLog copy() {
        ForgetfulLog copy = new ForgetfulLog(forced);
        copy.loose.addAll(loose);
        return copy;
    }

    private ForgetfulLog(List<String> lines) {
        this.forced = new ArrayList<>(lines);
    }

    void fail(Failure next) {
        failure = next;
    }

    /** Every log that a crash at this moment may leave. */
    List<ForgetfulLog> afterCrash() {
        List<ForgetfulLog> all = new ArrayList<>();
        for (int subset = 0; subset < 1 << loose.size(); subset++) {
            List<String> kept = new ArrayList<>(forced);
            for (int i = 0; i < loose.size(); i++) {
                if ((subset & 1 << i) != 0) {
                    kept.add(loose.get(i));
                }
            }
            all.add(new ForgetfulLog(kept));
        }
        return all;
    }

    @Override
    public List<String> read() {
        List<String> all = new ArrayList<>(forced);
        all.addAll(loose);
        return all;
    }

    @Override
    public void write(String line) throws IOException {
        requireOneLine(line);
        if (fails(Failure.WRITE_LOST)) {
            throw new IOException("no room");
        }
        loose.add(line);
    }

    @Override
    public void force() throws IOException {
        if (fails(Failure.FORCE_LOST)) {
            throw new IOException("no sync");
        }
        forced.addAll(loose);
        loose.clear();
        if (fails(Failure.FORCE_KEPT)) {
            throw new IOException("no answer");
        }
    }

    @Override
    public long size() {
        return forced.size() + loose.size();
    }

    @Override
    public void replace(List<String> lines) {
        lines.forEach(ForgetfulLog::requireOneLine);
        forced.clear();
        loose.clear();
        forced.addAll(lines);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return forced + "+" + loose;
    }

    private boolean fails(Failure at) {
        boolean now = failure == at;
        if (now) {
            failure = Failure.NONE;
        }
        return now;
    }

    private static void requireOneLine(String line) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("more than a line");
        }
    }
}
