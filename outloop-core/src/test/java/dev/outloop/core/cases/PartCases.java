package dev.outloop.core.cases;

import static dev.outloop.core.cases.Case.denied;
import static dev.outloop.core.cases.PinCases.BETWEEN;
import static dev.outloop.core.cases.PinCases.CLOSED;
import static dev.outloop.core.cases.PinCases.DECLARED;
import static dev.outloop.core.cases.PinCases.HEAD;
import static dev.outloop.core.cases.PinCases.OTHER;
import static dev.outloop.core.cases.PinCases.PIN;
import static dev.outloop.core.cases.PinCases.PLAIN;
import static dev.outloop.core.cases.PinCases.UNDECLARED;
import static dev.outloop.core.cases.PinCases.bytes;
import static dev.outloop.core.cases.PinCases.disposition;
import static dev.outloop.core.cases.PinCases.part;
import static dev.outloop.core.cases.PinCases.parts;
import static dev.outloop.core.cases.PinCases.typed;

import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tenants of others in forms of parts, and parts that two servers read differently. */
final class PartCases {

    private PartCases() {}

    static List<Case> all() {
        String own = part("name=\"account_id\"", "1234567890");
        String other = part("name=\"account_id\"", "9990000000");
        return List.of(
                parts("X-TEN-parts", other, ErrorCode.PIN_MISMATCH, OTHER, PIN),
                parts("X-TEN-parts-repeated", own + other, "each field once", "admit.MultipartBody#refuseRepeated"),
                parts("X-TEN-parts-case", part("name=\"Account_id\"", "9990000000"), DECLARED, UNDECLARED),
                parts("X-TEN-parts-array", part("name=\"account_id[]\"", "9990000000"), DECLARED, UNDECLARED),
                parts("X-TEN-parts-names", part("name=\"note\"; name=\"account_id\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-filename", part("name=\"note\"; filename=\"account_id\"", "x"), PLAIN, HEAD),
                parts("X-TEN-parts-extended", part("name*=utf-8''account_id", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-pair", part("name=\"account\\_id\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-escaped", part("name=\"account%5Fid\"", "9990000000"), PLAIN, HEAD),
                parts("X-TEN-parts-token", part("name=account_id", "9990000000"), PLAIN, HEAD),
                parts(
                        "X-TEN-parts-encoding",
                        part("name=\"note\"\r\nContent-Transfer-Encoding: base64", "eA=="),
                        PLAIN,
                        HEAD),
                parts(
                        "X-TEN-parts-charset",
                        part("name=\"note\"\r\nContent-Type: text/plain; charset=utf-7", "x"),
                        PLAIN,
                        HEAD),
                parts(
                        "X-TEN-parts-nested",
                        part("name=\"note\"\r\nContent-Type: multipart/mixed; boundary=c", "--c--"),
                        PLAIN,
                        HEAD),
                parts("X-TEN-parts-headless", "--b\r\n\r\nx\r\n", PLAIN, HEAD),
                parts(
                        "X-TEN-parts-inside",
                        part("name=\"note\"", "x\n--b\n" + disposition("name=\"account_id\"") + "\n\n9990000000"),
                        "nowhere but between",
                        "admit.MultipartBody#refuseBoundaryInside"),
                parts("X-TEN-parts-preamble", "x\r\n" + own, BETWEEN, CLOSED),
                parts(
                        "X-TEN-parts-longer",
                        own + "--bc\r\n" + disposition("name=\"note\"") + "\r\n\r\nx\r\n",
                        BETWEEN,
                        CLOSED),
                parts("X-TEN-parts-ended", own + "--b--\r\n" + other, BETWEEN, CLOSED),
                typed(
                        "X-TEN-parts-boundaries",
                        "/parts",
                        "multipart/form-data; boundary=b; boundary=c",
                        own + "--b--",
                        "is a form of parts",
                        "requireMultipartType"),
                typed(
                        "X-TEN-parts-mixed",
                        "/parts",
                        "multipart/mixed; boundary=b",
                        own + "--b--",
                        "is a form of parts",
                        "requireMultipartType"),
                typed(
                        "X-TEN-parts-form",
                        "/parts",
                        "application/x-www-form-urlencoded",
                        "account_id=9990000000",
                        "is a form of parts",
                        "requireMultipartType"),
                denied(
                        "X-TEN-parts-utf8",
                        bench -> bytes(
                                bench,
                                (part("name=\"note\"", "\u00ff") + "--b--").getBytes(StandardCharsets.ISO_8859_1)),
                        ErrorCode.BODY_REFUSED,
                        "well-formed UTF-8",
                        "admit.MultipartBody#requireUtf8"));
    }
}
