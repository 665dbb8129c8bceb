package dev.outloop.identity;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One agent project, bound to exactly one tenant. Immutable. */
public final class Workspace {

    private final String name;
    private final Tenant tenant;
    private final @Nullable Path path;

    private Workspace(String name, Tenant tenant, @Nullable Path path) {
        this.name = Name.require("workspace", name);
        this.tenant = Objects.requireNonNull(tenant, "tenant");
        this.path = path;
    }

    /**
     * A workspace without a folder.
     *
     * @throws IllegalArgumentException if the name is not a {@link Name}
     */
    public static Workspace of(String name, Tenant tenant) {
        return new Workspace(name, tenant, null);
    }

    /**
     * This workspace with its folder on this machine, to which a broker binds it: another folder in its place, or a
     * caller elsewhere, is refused with {@code WORKSPACE_MISMATCH}.
     *
     * @param folder absolute; it may lead through links
     */
    public Workspace at(Path folder) {
        return new Workspace(name, tenant, Objects.requireNonNull(folder, "folder"));
    }

    /** The name by which accesses grant it something. */
    public String name() {
        return name;
    }

    /** The one client that work in this workspace is for. */
    public Tenant tenant() {
        return tenant;
    }

    /** The folder, as configured, if there is one. */
    public Optional<Path> path() {
        return Optional.ofNullable(path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Workspace that
                && name.equals(that.name)
                && tenant.equals(that.tenant)
                && Objects.equals(path, that.path);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, tenant, path);
    }

    @Override
    public String toString() {
        return name + " of " + tenant;
    }
}
