package dev.outloop.core.cases;

import java.util.List;

/** A vault that fails, changes its mind or is asked by many at once. */
final class VaultLeaseCases {

    private VaultLeaseCases() {}

    static List<FaultCase> all() {
        return List.of();
    }
}
