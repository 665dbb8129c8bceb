package dev.outloop.benchmarks;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.entity.Entities;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.PrimLong;
import dev.outloop.benchmarks.MadeUpPolicy.Line;
import dev.outloop.benchmarks.MadeUpPolicy.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides one request after the other by Cedar, whose policies are kept parsed on its native side. */
final class CedarArm implements Arm {

    private static final EntityTypeName WORKSPACE = type("Workspace");
    private static final EntityTypeName ACTION = type("Action");
    private static final EntityTypeName ALIAS = type("Alias");

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final Entities entities = new Entities();
    private final PolicySet policies;
    private final List<AuthorizationRequest> requests = new ArrayList<>();
    private int next;

    CedarArm(MadeUpPolicy made) throws Exception {
        Set<Policy> all = new LinkedHashSet<>();
        for (Line line : made.lines()) {
            all.add(new Policy(source(line), line.name()));
        }
        this.policies = new PolicySet(all);
        policies.cache();
        for (Question question : made.questions()) {
            requests.add(new AuthorizationRequest(
                    WORKSPACE.of(question.workspace()),
                    ACTION.of(question.action()),
                    ALIAS.of(question.alias()),
                    Map.of("amount", new PrimLong(question.amount()))));
        }
        for (int i = 0; i < made.samples().size(); i++) {
            if (isAllowed(requests.get(i)) != made.isAllowed(made.samples().get(i))) {
                throw new IllegalStateException("Cedar decided otherwise");
            }
        }
    }

    @Override
    public void call() throws Exception {
        isAllowed(requests.get(next++ % requests.size()));
    }

    @Override
    public void close() {}

    private boolean isAllowed(AuthorizationRequest request) throws Exception {
        AuthorizationResponse response = engine.isAuthorized(request, policies, entities);
        return response.success.orElseThrow().isAllowed();
    }

    private static String source(Line line) {
        return "%s(principal == Workspace::\"%s\", action == Action::\"%s\", resource == Alias::\"%s\") when { context.amount %s };"
                .formatted(
                        line.allows() ? "permit" : "forbid",
                        line.workspace(),
                        line.action(),
                        line.alias(),
                        line.allows() ? "<= " + MadeUpPolicy.MOST_ALLOWED : ">= " + MadeUpPolicy.LEAST_DENIED);
    }

    private static EntityTypeName type(String name) {
        return EntityTypeName.parse(name).orElseThrow();
    }
}
