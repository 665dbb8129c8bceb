package dev.outloop.benchmarks;

import dev.outloop.benchmarks.MadeUpPolicy.Line;
import dev.outloop.benchmarks.MadeUpPolicy.Question;
import java.util.ArrayList;
import java.util.List;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;

/** Decides one request after the other by jcasbin. */
final class CasbinArm implements Arm {

    private static final String MODEL = """
            [request_definition]
            r = workspace, alias, action, amount

            [policy_definition]
            p = workspace, alias, action, least, most, eft

            [policy_effect]
            e = some(where (p.eft == allow)) && !some(where (p.eft == deny))

            [matchers]
            m = r.workspace == p.workspace && r.alias == p.alias && r.action == p.action \
            && r.amount >= long(p.least) && r.amount <= long(p.most)
            """;

    private final Enforcer enforcer;
    private final List<Question> questions;
    private int next;

    CasbinArm(MadeUpPolicy made) {
        Model model = new Model();
        model.loadModelFromText(MODEL);
        this.enforcer = new Enforcer(model);
        enforcer.enableLog(false);
        List<List<String>> rules = new ArrayList<>();
        for (Line line : made.lines()) {
            rules.add(List.of(
                    line.workspace(),
                    line.alias(),
                    line.action(),
                    Integer.toString(line.allows() ? 0 : MadeUpPolicy.LEAST_DENIED),
                    Integer.toString(line.allows() ? MadeUpPolicy.MOST_ALLOWED : Integer.MAX_VALUE),
                    line.allows() ? "allow" : "deny"));
        }
        enforcer.getModel().addPolicies("p", "p", rules);
        this.questions = made.questions();
        for (Question question : made.samples()) {
            if (isAllowed(question) != made.isAllowed(question)) {
                throw new IllegalStateException("jcasbin decided otherwise");
            }
        }
    }

    @Override
    public void call() {
        isAllowed(questions.get(next++ % questions.size()));
    }

    @Override
    public void close() {}

    private boolean isAllowed(Question question) {
        return enforcer.enforce(question.workspace(), question.alias(), question.action(), (long) question.amount());
    }
}
