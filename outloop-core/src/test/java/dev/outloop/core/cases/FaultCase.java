package dev.outloop.core.cases;

import java.util.List;

/**
 * One driver of the trail's or of the vaults' cases.
 *
 * @param id the case, or one of our own that begins with {@code X-}
 * @param driver makes the request or the fault and states the one exact outcome
 * @param failure what it says when the checks are taken out; empty if there is none
 * @param removed the checks, {@code Class#method} below the engine's packages, without which it does not hold
 */
record FaultCase(String id, Driver driver, String failure, List<String> removed) {

    private static final String ENGINE = "dev.outloop.core.internal.";

    /** Runs to its end, or fails. */
    @FunctionalInterface
    interface Driver {
        void run() throws Exception;
    }

    /** A driver that rests on checks. */
    static FaultCase checked(String id, Driver driver, String failure, String... removed) {
        return new FaultCase(
                id,
                driver,
                failure,
                List.of(removed).stream().map(check -> ENGINE + check).toList());
    }

    /** A driver of something that holds because no code does otherwise, or because the operating system sees to it. */
    static FaultCase unchecked(String id, Driver driver) {
        return new FaultCase(id, driver, "", List.of());
    }

    boolean isChecked() {
        return !removed.isEmpty();
    }

    /** Runs the driver of that id. */
    static void run(List<FaultCase> all, String id) {
        FaultCase found = all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + id));
        try {
            found.driver().run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(id + ": " + e, e);
        }
    }
}
