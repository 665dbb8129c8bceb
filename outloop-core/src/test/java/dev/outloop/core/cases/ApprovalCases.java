package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.policy.Decision;
import dev.outloop.spi.PolicyEvaluator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Drivers about what persons approve; as a consumer it runs the one of an id. */
final class ApprovalCases implements Consumer<String> {

    private static final PolicyEvaluator ASKING = input -> input.action().readOnly()
            ? Decision.none()
            : Decision.requireApproval("ask-writes", "Writing is for people.");

    static List<FaultCase> all() {
        return List.of(FaultCase.checked(
                "TEN-051", ApprovalCases::swap, "used after a swap and back", "approve.StoredApprovals#keepOnly"));
    }

    @Override
    public void accept(String id) {
        FaultCase.run(all(), id);
    }

    /** The swap takes another account's secret alone, so that what would be sent looks the same. */
    private static void swap() throws Exception {
        AtomicReference<String> yaml = new AtomicReference<>("");
        try (Bench bench = Bench.open(
                text -> {
                    yaml.set(text);
                    return text;
                },
                builder -> builder.policy(ASKING))) {
            approve(bench, create(bench, "control"));
            assertThat(bench.perform(create(bench, "control"))).isInstanceOf(ActionResult.Completed.class);
            assertThat(bench.vault.leaseCalls()).isOne();
            assertThat(bench.good.requests()).hasSize(1);

            approve(bench, create(bench, "swapped"));
            String other = yaml.get()
                    .replace(
                            "alias: crm, service: crm, secret: \"memory:crm/key\"",
                            "alias: crm, service: crm, secret: \"memory:ads/key\"");
            assertThat(other).isNotEqualTo(yaml.get());
            bench.control.reload(BrokerConfig.parse(other, bench.directory));
            requireNotUsed(bench, "used after a swap");
            bench.control.reload(BrokerConfig.parse(yaml.get(), bench.directory));
            requireNotUsed(bench, "used after a swap and back");
        }
    }

    private static void requireNotUsed(Bench bench, String what) {
        assertThat(bench.perform(create(bench, "swapped"))).as(what).isInstanceOf(ActionResult.PendingApproval.class);
        assertThat(bench.vault.leaseCalls()).as(what).isOne();
        assertThat(bench.good.requests()).as(what).hasSize(1);
    }

    private static void approve(Bench bench, ActionRequest request) throws Exception {
        ActionResult.PendingApproval pending =
                (ActionResult.PendingApproval) bench.control.broker().perform(request);
        bench.control.approve(pending.approvalId(), null);
    }

    private static ActionRequest create(Bench bench, String name) {
        return bench.json(ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"name\":\"" + name + "\"}")
                .build();
    }
}
