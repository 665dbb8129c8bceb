package dev.outloop.core.internal.admit;

import dev.outloop.TokenInfo;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * What is kept of a token: one line of state.
 *
 * @param id what it is called
 * @param hash the keyed hash, in hexadecimal digits
 * @param workspace its workspace's name
 * @param tenant the workspace's tenant when it was issued: for another it is not valid
 * @param runtime the program
 * @param issuedAt when it was issued
 * @param issuedFor for how long it was
 * @param standing what its callers rest on, with its end
 */
record IssuedToken(
        String id,
        String hash,
        String workspace,
        String tenant,
        AgentRuntime runtime,
        Instant issuedAt,
        Duration issuedFor,
        Standing standing) {

    static final String KIND = "token";

    private static final int WORDS = 9;

    boolean isOf(Workspace other) {
        return workspace.equals(other.name()) && tenant.equals(other.tenant().id());
    }

    TokenInfo info() {
        return TokenInfo.of(id, workspace, runtime, issuedAt, standing.end());
    }

    String line() {
        return String.join(
                " ",
                KIND,
                id,
                hash,
                workspace,
                tenant,
                runtime.name(),
                issuedAt.toString(),
                issuedFor.toString(),
                standing.end().toString());
    }

    static IssuedToken parse(String line) throws IOException {
        String[] words = line.split(" ", -1);
        if (words.length != WORDS || !words[0].equals(KIND)) {
            throw damaged();
        }
        try {
            return new IssuedToken(
                    words[1],
                    words[2],
                    words[3],
                    words[4],
                    new AgentRuntime(words[5]),
                    Instant.parse(words[6]),
                    Duration.parse(words[7]),
                    Standing.until(Instant.parse(words[8])));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw damaged();
        }
    }

    static IOException damaged() {
        return new IOException("the state of callers has a record that is none");
    }
}
