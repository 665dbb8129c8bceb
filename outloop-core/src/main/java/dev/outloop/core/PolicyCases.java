package dev.outloop.core;

import dev.outloop.core.internal.config.CaseFile;
import dev.outloop.core.internal.config.CaseReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Requests with the decisions that are expected of a configuration, read from a file of at most 1 MiB:
 *
 * <pre>
 * version: 1
 * config: outloop.yaml                    # optional; meant from the directory of this file
 * time: "2026-06-01T10:00:00Z"            # when requests are asked; may stand in a case; without it, now
 * cases:
 *   - name: reads an item
 *     workspace: acme
 *     runtime: claude-code
 *     alias: files
 *     action: item
 *     parameters: { id: x, limit: 5 }
 *     expect: allow                       # allow, approve, or deny and the code that the trail would have
 *     rule: readers                       # optional: the rule that decides
 *     limits: [daily]                     # optional: exactly the limits that are charged
 *   - name: stays out of another account
 *     workspace: acme
 *     runtime: claude-code
 *     alias: files
 *     http: { method: GET, path: /tenants/t-2/items/x, headers: ["Accept: text/plain"] }   # and body
 *     expect: deny PIN_MISMATCH
 * </pre>
 *
 * <p>A body is sent as {@code application/json} unless a header says otherwise. It is read as strictly as a configuration.
 * Immutable.
 */
public final class PolicyCases {

    private final CaseFile read;

    private PolicyCases(CaseFile read) {
        this.read = read;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException with all problems; a file without a case has one
     */
    public static PolicyCases load(Path file) throws ConfigException {
        return of(CaseFile.read(file), file.toString());
    }

    /**
     * Reads a text.
     *
     * @param directory what the path of the configuration is meant from
     * @throws ConfigException with all problems; a text without a case has one
     */
    public static PolicyCases parse(String yaml, Path directory) throws ConfigException {
        return of(CaseReader.read(yaml, directory.toAbsolutePath().normalize()), "cases");
    }

    /** The configuration that the file names. */
    public Optional<Path> config() {
        return read.config();
    }

    /** How many there are; at least one. */
    public int size() {
        return read.cases().size();
    }

    /**
     * Judges every case.
     *
     * @param now when those are asked that do not say it
     * @return one result for each case, in the order of the file
     */
    public List<PolicyCaseResult> run(PolicyBench bench, Instant now) {
        Objects.requireNonNull(now, "now");
        return read.cases().stream()
                .map(each -> PolicyCaseResult.of(each, bench, now))
                .toList();
    }

    private static PolicyCases of(CaseFile read, String source) throws ConfigException {
        BrokerConfig.requireNone(read.problems(), source);
        return new PolicyCases(read);
    }
}
