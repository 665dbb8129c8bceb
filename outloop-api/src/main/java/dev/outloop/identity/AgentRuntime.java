package dev.outloop.identity;

/**
 * The kind of program that an agent runs in, such as {@code claude-code} or {@code codex}.
 *
 * @param name a {@link Name}
 */
public record AgentRuntime(String name) {

    /** @throws IllegalArgumentException if the name is not a {@link Name} */
    public AgentRuntime {
        Name.require("runtime", name);
    }

    @Override
    public String toString() {
        return name;
    }
}
