package dev.outloop.core.internal.admit;

import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Asks with a caller whose token was revoked, or whose workspace went to another tenant, and says what became of it. */
public final class EndedCaller implements UnaryOperator<String> {

    @Override
    public String apply(String how) {
        Callers callers = new Callers(Folders.inMemory(), Clock.systemUTC());
        Workspace acme = Workspace.of("acme", new Tenant("acme-corp"));
        Snapshot before = TokensTest.snapshot(acme);
        Snapshot sold = TokensTest.snapshot(Workspace.of("acme", new Tenant("globex-inc")));
        try {
            Tokens tokens = Tokens.inMemory(callers, Clock.systemUTC());
            var token = tokens.issue(acme, new AgentRuntime("codex"), Duration.ofHours(1));
            Caller caller =
                    tokens.authenticate(TokensTest.text(token), null, before).orElseThrow();
            if (how.equals("revoked")) {
                tokens.revoke(token.id());
            }
            callers.require(caller, how.equals("sold") ? sold : before);
            return "let through";
        } catch (Refused refused) {
            return refused.code().toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
