package dev.outloop.identity;

/**
 * A client whose accounts must never be touched on behalf of another.
 *
 * @param id a {@link Name}, unique in one broker
 */
public record Tenant(String id) {

    /** @throws IllegalArgumentException if the id is not a {@link Name} */
    public Tenant {
        Name.require("tenant", id);
    }

    @Override
    public String toString() {
        return id;
    }
}
