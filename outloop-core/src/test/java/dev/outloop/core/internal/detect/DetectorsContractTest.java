package dev.outloop.core.internal.detect;

import dev.outloop.core.internal.config.RuleFile;
import dev.outloop.spi.Redactor;
import dev.outloop.testkit.contract.RedactorContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Detectors keep the contract")
class DetectorsContractTest implements RedactorContract {

    private static final List<Rule> RULES = RuleFile.builtIn();

    @Override
    public Redactor redactor() {
        return Detectors.of(RULES);
    }

    @Override
    public List<byte[]> samples() {
        Tokens tokens = new Tokens(7);
        List<byte[]> samples = new ArrayList<>();
        StringBuilder few = new StringBuilder("{\"plain\": true}");
        for (Rule rule : RULES) {
            few.append(tokens.surrounded(rule, rule.keywords().get(0)));
            if (few.length() > 500) {
                samples.add(Scans.bytes(few.toString()));
                few.setLength(0);
            }
        }
        samples.add(Scans.bytes("nothing here"));
        samples.add(Scans.bytes("a\\n" + tokens.token(byId("github-token"), "ghp_", 0) + " é "
                + tokens.token(byId("anthropic-key"), "sk-ant-", 700) + "\u00fc more"));
        samples.add(Scans.bytes(tokens.surrounded(byId("pem-private-key"), "-----BEGIN PRIVATE KEY-----")
                + "AB\n-----END PRIVATE KEY"));
        samples.add(
                Scans.bytes(tokens.surrounded(byId("pem-private-key"), "-----BEGIN PRIVATE KEY-----") + "AB\n----"));
        return samples;
    }

    private static Rule byId(String id) {
        return RULES.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }
}
