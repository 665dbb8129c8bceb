package dev.outloop.spi;

import dev.outloop.action.Access;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Where a host keeps workspaces, accesses and rules, if not in the configuration: a database, a directory service.
 * Thread-safe.
 *
 * <p>What it gives is checked like a configuration, together with the configuration's services and vaults, and used as a
 * whole or not at all. It is read when a broker starts and when it is told to reload; the broker never reads it while it
 * judges a request.
 */
public interface AccessSource extends AutoCloseable {

    /**
     * Everything, as it is now.
     *
     * @throws IOException if it cannot be read; the broker then does not start, or goes on with what it had
     */
    Definitions read() throws IOException;

    /**
     * Has the broker told when there is something new. The broker calls this once.
     *
     * @param changed may be run at any time, on any thread; reads anew on a thread of the broker
     */
    default void onChange(Runnable changed) {}

    /** Lets go of everything; the broker calls it when it is closed. */
    @Override
    default void close() {}

    /** What a source has, beside what the configuration has. Immutable. */
    final class Definitions {
        private final List<Workspace> workspaces;
        private final List<Access> accesses;
        private final Policy policy;

        private Definitions(List<Workspace> workspaces, List<Access> accesses, Policy policy) {
            this.workspaces = List.copyOf(workspaces);
            this.accesses = List.copyOf(accesses);
            this.policy = Objects.requireNonNull(policy, "policy");
        }

        /**
         * What a source has.
         *
         * @param workspaces beside those of the configuration
         * @param accesses beside those of the configuration
         * @param policy beside that of the configuration
         */
        public static Definitions of(List<Workspace> workspaces, List<Access> accesses, Policy policy) {
            return new Definitions(workspaces, accesses, policy);
        }

        /** The workspaces. */
        public List<Workspace> workspaces() {
            return workspaces;
        }

        /** The accesses. */
        public List<Access> accesses() {
            return accesses;
        }

        /** The rules and limits. */
        public Policy policy() {
            return policy;
        }
    }
}
