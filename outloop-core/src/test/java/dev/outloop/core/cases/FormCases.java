package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.core.cases.PinCases.DECLARED;
import static dev.outloop.core.cases.PinCases.OTHER;
import static dev.outloop.core.cases.PinCases.PIN;
import static dev.outloop.core.cases.PinCases.UNDECLARED;
import static dev.outloop.core.cases.PinCases.form;
import static dev.outloop.core.cases.PinCases.typed;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.util.List;

/** Tenants of others in forms, and forms that two servers read differently. */
final class FormCases {

    private FormCases() {}

    static List<Case> all() {
        return List.of(
                form("X-TEN-036", "account_id=9990000000", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-escaped", "acc%6Funt_id=9990000000", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-blank", "account_id=1234567890+", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form("X-TEN-036-escaped-twice", "account_id=%2531234567890", ErrorCode.PIN_MISMATCH, OTHER, PIN),
                form(
                        "X-TEN-036-repeated",
                        "account_id=1234567890&account_id=9990000000",
                        "each field once",
                        "refuseRepeated"),
                form("X-TEN-036-semicolon", "note=a;account_id=9990000000", "'&' alone", "refuseSecondSeparator"),
                form("X-TEN-036-empty", "note=a&&account_id=1234567890", "a name, '='", "requirePair"),
                form("X-TEN-036-nameless", "=9990000000", "a name, '='", "requirePair"),
                form("X-TEN-036-escape", "account_id=%zz", "two hex digits", "requireEscapes"),
                form("X-TEN-036-utf8", "note=%ff", "two hex digits", "requireEscapes"),
                form("X-TEN-036-raw", "note=\u0001", "visible ASCII", "requireVisibleAscii"),
                form(
                        "X-TEN-036-many",
                        "a=&".repeat(300) + "b=",
                        ErrorCode.BODY_REFUSED,
                        "each field once",
                        "admit.FormBody#refuseRepeated"),
                form("X-TEN-036-case", "Account_Id=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-array", "account_id[]=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-separator", "account-id=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                form("X-TEN-036-other", "customer=9990000000", ErrorCode.BODY_REFUSED, DECLARED, UNDECLARED),
                typed(
                        "X-TEN-036-charset",
                        "/form",
                        "application/x-www-form-urlencoded; charset=utf-16",
                        "account_id=9990000000",
                        "is a form and says so",
                        "requireFormType"),
                typed(
                        "X-TEN-036-json",
                        "/form",
                        "application/json",
                        "{\"account_id\":\"9990000000\"}",
                        "is a form and says so",
                        "requireFormType"),
                typed(
                        "X-TEN-041",
                        "/form",
                        "multipart/mixed; boundary=b",
                        "--b--",
                        "is a form and says so",
                        "requireFormType"),
                denied(
                        "X-TEN-036-typed",
                        bench -> ActionRequest.action(bench.b, "wide", "form").with("customer", "9990000000"),
                        ErrorCode.PIN_MISMATCH,
                        OTHER,
                        PIN));
    }
}
