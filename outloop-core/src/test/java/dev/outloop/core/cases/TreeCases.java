package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.core.cases.PinCases.OTHER;
import static dev.outloop.core.cases.PinCases.PIN;
import static dev.outloop.core.cases.PinCases.RESOURCE;
import static dev.outloop.core.cases.PinCases.tree;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.List;

/** Tenants of others in JSON of any shape and in the names of resources. */
final class TreeCases {

    private TreeCases() {}

    static List<Case> all() {
        return List.of(
                tree("X-TEN-each", "[{\"customer\":\"9990000000\"}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree(
                        "X-TEN-each-last",
                        "[{},{\"customer\":\"1234567890\"},{\"customer\":\"9990000000\"}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree("X-TEN-each-array", "[{\"customer\":[\"1234567890\"]}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree("X-TEN-each-number", "[{\"customer\":1234567890}]", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                tree(
                        "X-TEN-035",
                        "[{\"create\":{\"owner\":{\"id\":1234567890.0}}}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree(
                        "X-TEN-035-power",
                        "[{\"create\":{\"owner\":{\"id\":1.23456789e9}}}]",
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN),
                tree(
                        "X-TEN-each-case",
                        "[{\"Customer\":\"9990000000\"}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-branch",
                        "[{\"create\":{\"Owner\":{\"id\":999}}}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-elsewhere",
                        "[{\"create\":{\"accountId\":\"9990000000\"}}]",
                        ErrorCode.BODY_REFUSED,
                        "spelled as it is declared",
                        "admit.PinnedTree#refuseTwin"),
                tree(
                        "X-TEN-each-text",
                        "[\"customer=9990000000\"]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-deeper",
                        "[[{\"customer\":\"9990000000\"}]]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-list",
                        "[{\"create\":[{\"owner\":{\"id\":999}}]}]",
                        ErrorCode.BODY_REFUSED,
                        "objects and arrays where",
                        "admit.PinnedTree#requireShape"),
                tree(
                        "X-TEN-each-many",
                        "[" + "{},".repeat(100) + "{}]",
                        ErrorCode.REQUEST_TOO_LARGE,
                        "more values",
                        "admit.PinnedTree#requireBounded"),
                tree(
                        "X-TEN-each-deep",
                        "[{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}]",
                        ErrorCode.REQUEST_TOO_LARGE,
                        "16 levels deep",
                        "admit.PinnedTree#requireBounded"),
                tree(
                        "X-TEN-resource",
                        "[{\"remove\":\"customers/9990000000/campaigns/4\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE,
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-dots",
                        "[{\"remove\":\"customers/1234567890/campaigns/..\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-escaped",
                        "[{\"remove\":\"customers/1234567890/campaigns/..%2f..%2f999\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-long",
                        "[{\"remove\":\"customers/1234567890/campaigns/4/customers/999\"}]",
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                tree(
                        "X-TEN-resource-elsewhere",
                        "[{\"create\":{\"budget\":\"customers/9990000000/campaignBudgets/1\"}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-key",
                        "[{\"create\":{\"customers/9990000000/budgets/1\":true}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                tree(
                        "X-TEN-resource-url",
                        "[{\"create\":{\"budget\":\"//ads.example/Customers/9990000000/budgets/1\"}}]",
                        ErrorCode.PIN_MISMATCH,
                        "resource of another account",
                        "admit.PinRules#refuseForeignResource"),
                denied(
                        "X-TEN-024",
                        bench -> ActionRequest.http(
                                bench.b, "wide", "GET", "/resource?parent=customers/123-456-7890/campaigns/4"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-resource-header",
                        bench -> ActionRequest.http(
                                        bench.b, "wide", "GET", "/resource?parent=customers/1234567890/campaigns/4")
                                .header("X-Parent", "customers/9990000000"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-resource-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "resource")
                                .with("parent", "customers/9990000000/campaigns/4"),
                        ErrorCode.PIN_MISMATCH,
                        "form customers/",
                        RESOURCE),
                denied(
                        "X-TEN-each-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "mutate")
                                .with("operations", "[{\"customer\":\"9990000000\"}]"),
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN));
    }
}
