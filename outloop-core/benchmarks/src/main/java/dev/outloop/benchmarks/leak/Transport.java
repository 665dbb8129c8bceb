package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One way for a form to reach the agent.
 *
 * @param promise what is promised about the way itself
 * @param name what the report calls it
 * @param carries the forms that it can carry
 * @param response the response's octets
 */
record Transport(Promise promise, String name, Predicate<Form> carries, Function<Form, byte[]> response) {

    private static final String REST = Form.KEPT_BEFORE + " \"\" " + Form.KEPT_AFTER;
    private static final String UTF16 = "Content-Type: text/plain; charset=utf-16";

    static List<Transport> all() {
        List<Transport> all = new ArrayList<>(bodies());
        all.addAll(heads());
        return List.copyOf(all);
    }

    private static List<Transport> bodies() {
        Predicate<Form> any = form -> true;
        return List.of(
                body("body", any, form -> plain("200 OK", form, Form.octets(form.body()))),
                body("body of an error", any, form -> plain("500 Broken", form, Form.octets(form.body()))),
                body("chunks of one byte", any, form -> chunked(form, 1)),
                body(
                        "two chunks, split inside",
                        any,
                        form -> chunked(
                                form,
                                form.body().indexOf(form.octets())
                                        + Math.max(1, form.octets().length() / 2))),
                body("gzip content-encoding", any, form -> coded(form, "gzip", Packed.gzip(Form.octets(form.body())))),
                body(
                        "deflate (zlib) content-encoding",
                        any,
                        form -> coded(form, "deflate", Packed.deflate(Form.octets(form.body()), false))),
                body(
                        "deflate raw",
                        any,
                        form -> coded(form, "deflate", Packed.deflate(Form.octets(form.body()), true))),
                new Transport(
                        SHOULD,
                        "gzip, gzip",
                        any,
                        form -> coded(form, "gzip, gzip", Packed.gzip(Packed.gzip(Form.octets(form.body()))))),
                body(
                        "declared UTF-16",
                        Form::isText,
                        form -> response(
                                "200 OK", List.of(UTF16), Form.utf8(form.body()).getBytes(StandardCharsets.UTF_16))),
                body(
                        "server-sent event",
                        Form::isLine,
                        form -> response(
                                "200 OK",
                                List.of("Content-Type: text/event-stream", "Transfer-Encoding: chunked"),
                                chunks(Form.octets("event: e\ndata: " + form.body() + "\n\n"), 7))));
    }

    private static List<Transport> heads() {
        return List.of(
                field("response header", "X-Echo: %s"),
                field("Location query", "Location: /x?key=%s"),
                field("Set-Cookie", "Set-Cookie: key=%s; Path=/"),
                field("WWW-Authenticate", "WWW-Authenticate: Bearer error_description=%s"),
                new Transport(SHOULD, "ETag", Form::fitsFieldValue, form -> headed("ETag: %s", form)),
                new Transport(
                        MUST,
                        "header name",
                        Form::fitsFieldName,
                        form -> response(
                                "200 OK",
                                List.of("X-" + Form.KEPT_BEFORE + "|" + form.value() + "|" + Form.KEPT_AFTER + ": 1"),
                                new byte[0])),
                new Transport(
                        MUST,
                        "reason phrase",
                        Form::fitsFieldValue,
                        form -> response("403 Bad key " + form.value(), List.of(), Form.octets(REST))),
                new Transport(MUST, "trailer", Form::fitsFieldValue, form -> {
                    String body = Form.latin1(chunks(Form.octets(REST), 1000));
                    return response(
                            "200 OK",
                            List.of("Transfer-Encoding: chunked", "Trailer: X-Echo"),
                            Form.octets(body.substring(0, body.length() - 2) + "X-Echo: " + form.value() + "\r\n\r\n"));
                }),
                new Transport(
                        MUST,
                        "early hints",
                        Form::fitsFieldValue,
                        form -> Form.octets(
                                "HTTP/1.1 103 Early Hints\r\nLink: </x?key=" + form.value() + ">; rel=preload\r\n\r\n"
                                        + Form.latin1(response("200 OK", List.of(), Form.octets(REST))))));
    }

    private static Transport body(String name, Predicate<Form> carries, Function<Form, byte[]> response) {
        return new Transport(MUST, name, carries, response);
    }

    private static Transport field(String name, String format) {
        return new Transport(MUST, name, Form::fitsFieldValue, form -> headed(format, form));
    }

    private static byte[] headed(String format, Form form) {
        String value = Form.KEPT_BEFORE + " \"" + form.value() + "\" " + Form.KEPT_AFTER;
        return response("200 OK", List.of(format.replace("%s", value)), new byte[0]);
    }

    private static byte[] plain(String status, Form form, byte[] body) {
        return response(status, form.headers(), body);
    }

    private static byte[] coded(Form form, String coding, byte[] body) {
        List<String> headers = new ArrayList<>(form.headers());
        headers.add("Content-Encoding: " + coding);
        return response("200 OK", headers, body);
    }

    private static byte[] chunked(Form form, int size) {
        List<String> headers = new ArrayList<>(form.headers());
        headers.add("Transfer-Encoding: chunked");
        return response("200 OK", headers, chunks(Form.octets(form.body()), size));
    }

    private static byte[] response(String status, List<String> headers, byte[] body) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\n");
        headers.forEach(header -> head.append(header).append("\r\n"));
        if (headers.stream().noneMatch(header -> header.startsWith("Transfer-Encoding"))) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return Form.octets(head + "\r\n" + Form.latin1(body));
    }

    private static byte[] chunks(byte[] body, int size) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < body.length; at += size) {
            int length = Math.min(size, body.length - at);
            out.append(Integer.toHexString(length)).append("\r\n");
            out.append(Form.latin1(body), at, at + length).append("\r\n");
        }
        return Form.octets(out.append("0\r\n\r\n").toString());
    }
}
