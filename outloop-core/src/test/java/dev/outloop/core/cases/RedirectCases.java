package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.answered;
import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.net.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a service may say to lead the broker elsewhere. Nothing there follows, so there is no check to take out. */
final class RedirectCases {

    private RedirectCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(List.of(
                redirect("RED-003", 303, "http://127.0.0.1:EVIL/x"),
                redirect("RED-004", 307, "http://127.0.0.1:EVIL/x"),
                redirect("RED-005", 308, "http://127.0.0.1:EVIL/x"),
                redirect("RED-006", 302, "http://127.0.0.1:EVIL/v1/items"),
                redirect("RED-007", 302, "http://127.0.0.1/x"),
                redirect("RED-008", 302, "/admin"),
                redirect("RED-010", 302, "//127.0.0.1:EVIL/x"),
                redirect("RED-011", 302, "http://u:p@127.0.0.1:EVIL/"),
                redirect("RED-016", 302, "/v1/items"),
                says("RED-018", 200, "ok", bench -> "Refresh: 0; url=" + bench.evil.url()),
                says("RED-019", 200, "<meta http-equiv=refresh content='0; url=//127.0.0.1'>", bench -> "X-A: 1"),
                says("RED-020", 200, "ok", bench -> "Link: <" + bench.evil.url() + ">; rel=preload"),
                says("RED-021", 200, "ok", bench -> "Alt-Svc: h2=\"127.0.0.1:" + bench.evil.port() + "\""),
                says("RED-022", 401, "", bench -> "WWW-Authenticate: Basic realm=\"" + bench.evil.url() + "\""),
                denied(
                        "RED-026",
                        bench -> {
                            bench.answer(Reply.status(200, "{\"next\":\"" + bench.evil.url() + "/p2\"}"));
                            assertThat(bench.perform(bench.get("/items").build()))
                                    .isCompleted();
                            return bench.get(bench.evil.url() + "/p2");
                        },
                        ErrorCode.PATH_REFUSED,
                        "never a full URL",
                        "admit.PathRules#requireOriginForm")));
        for (int status : new int[] {301, 302}) {
            all.add(redirect("X-RED-header-" + status, status, "http://127.0.0.1:EVIL/x"));
            for (String alias : List.of("bear", "maps")) {
                all.add(redirect("X-RED-" + alias + "-" + status, alias, status, "http://127.0.0.1:EVIL/x"));
            }
        }
        return all;
    }

    private static Case redirect(String id, int status, String location) {
        return redirect(id, "crm", status, location);
    }

    /** The location repeats the key, so that it is seen to be cut. */
    private static Case redirect(String id, String alias, int status, String location) {
        return says(
                id,
                alias,
                status,
                "moved",
                bench -> "Location: " + location.replace("EVIL", Integer.toString(bench.evil.port())) + "?k="
                        + bench.crmKey.text());
    }

    private static Case says(String id, int status, String body, Function<Bench, String> header) {
        return says(id, "crm", status, body, header);
    }

    private static Case says(String id, String alias, int status, String body, Function<Bench, String> header) {
        return answered(
                id,
                bench -> {
                    bench.refused.set(status == 401 ? 1 : 0);
                    bench.answer(Reply.status(status, body, header.apply(bench)));
                    return ActionRequest.http(bench.a, alias, "GET", alias.equals("maps") ? "/places" : "/items");
                },
                (bench, result) -> {
                    assertThat(result).hasStatus(status);
                    assertThat(bench.good.requests()).as("nothing is followed").hasSize(3);
                    assertThat(bench.evil.connections()).isZero();
                });
    }
}
