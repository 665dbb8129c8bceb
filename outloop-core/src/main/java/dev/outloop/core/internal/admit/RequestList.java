package dev.outloop.core.internal.admit;

import dev.outloop.action.ActionRequest;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a batch, in the forms of Meta's batch requests ({@code relative_url}, a body in the format of forms) and of
 * JSON batching as OData 4.01 and Microsoft Graph have it ({@code url}, a body of JSON). Each is judged as a raw request of
 * its own and written anew. Names by which one request could use another's answer are not understood, and so refused.
 */
final class RequestList {

    private static final String RELATIVE = "relative_url";
    private static final String URL = "url";
    private static final String HEADERS = "headers";
    private static final String BODY = "body";
    private static final String ID = "id";
    private static final String OMIT = "omit_response_on_success";
    private static final Set<String> MEMBERS = Set.of("method", RELATIVE, URL, HEADERS, BODY, ID, OMIT);
    private static final int MAX_ID_CHARS = 64;

    private RequestList() {}

    /**
     * The same requests, judged and written anew.
     *
     * @param parts where what was admitted goes
     */
    static List<@Nullable Object> judge(
            @Nullable Object tree, Asking asking, int maxRequests, List<AdmittedAction> parts) throws Refused {
        refuseNested(asking.nested());
        requireUnderstood(tree instanceof List<?>);
        List<?> requests = tree instanceof List<?> list ? list : List.of();
        requireBounded(requests.size(), maxRequests);
        List<@Nullable Object> written = new ArrayList<>();
        for (Object request : requests) {
            requireUnderstood(request instanceof Map<?, ?>);
            if (request instanceof Map<?, ?> object) {
                written.add(judge(object, asking, parts));
            }
        }
        return written;
    }

    static void refuseNested(boolean nested) throws Refused {
        if (nested) {
            throw refused("has no batch inside a batch");
        }
    }

    static void requireBounded(int requests, int maxRequests) throws Refused {
        if (requests > maxRequests) {
            throw Refused.of(ErrorCode.REQUEST_TOO_LARGE, "The batch has more than " + maxRequests + " requests.");
        }
    }

    static void requireUnderstood(boolean understood) throws Refused {
        if (!understood) {
            throw refused("has requests of a method, one relative_url or url, and where needed a body, headers with a"
                    + " url, an id and omit_response_on_success, and of nothing else");
        }
    }

    /** A request that waits for another's answer is another request than the one that is judged. */
    static void refuseOtherMember(Object name) throws Refused {
        requireUnderstood(MEMBERS.contains(name));
    }

    private static Map<String, @Nullable Object> judge(Map<?, ?> object, Asking asking, List<AdmittedAction> parts)
            throws Refused {
        for (Object name : object.keySet()) {
            refuseOtherMember(name);
        }
        boolean relative = object.containsKey(RELATIVE);
        requireUnderstood(relative != object.containsKey(URL));
        String url = text(object.get(relative ? RELATIVE : URL));
        ActionRequest.Builder part = ActionRequest.http(
                asking.request().caller(),
                asking.request().alias(),
                text(object.get("method")),
                url.startsWith("/") ? url : "/" + url);
        boolean typed = readHeaders(object, relative, part);
        readBody(object, relative, typed, part);
        AdmittedAction admitted = Admit.judge(asking.part(part.build()), found -> {});
        parts.add(admitted);
        Map<String, @Nullable Object> written = new LinkedHashMap<>();
        copyPlain(object, written);
        write(admitted.request(), relative, written);
        return written;
    }

    /** Reads the headers of a request; true if one of them is the media type of its body. */
    private static boolean readHeaders(Map<?, ?> object, boolean relative, ActionRequest.Builder part) throws Refused {
        boolean typed = false;
        if (object.containsKey(HEADERS)) {
            Object headers = object.get(HEADERS);
            requireUnderstood(!relative && headers instanceof Map<?, ?>);
            for (Map.Entry<?, ?> header :
                    headers instanceof Map<?, ?> map ? map.entrySet() : Set.<Map.Entry<?, ?>>of()) {
                part.header((String) header.getKey(), text(header.getValue()));
                typed |= "Content-Type".equalsIgnoreCase((String) header.getKey());
            }
        }
        return typed;
    }

    private static void readBody(Map<?, ?> object, boolean relative, boolean typed, ActionRequest.Builder part)
            throws Refused {
        if (!object.containsKey(BODY)) {
            return;
        }
        Object body = object.get(BODY);
        if (relative) {
            part.header("Content-Type", FormBody.MEDIA_TYPE).body(text(body).getBytes(StandardCharsets.UTF_8));
        } else {
            if (!typed) {
                part.header("Content-Type", BodyRules.JSON);
            }
            part.body(StrictJson.write(body));
        }
    }

    private static void copyPlain(Map<?, ?> object, Map<String, @Nullable Object> written) throws Refused {
        if (object.containsKey(ID)) {
            Object id = object.get(ID);
            requireUnderstood(id instanceof StrictJson.Numeral || (id instanceof String text && isPlain(text)));
            written.put(ID, id);
        }
        if (object.containsKey(OMIT)) {
            requireUnderstood(object.get(OMIT) instanceof Boolean);
            written.put(OMIT, object.get(OMIT));
        }
    }

    private static void write(CanonicalRequest request, boolean relative, Map<String, @Nullable Object> written)
            throws Refused {
        String path = request.path().substring(request.url().basePath().length());
        String query = request.encodedQuery();
        String target = query.isEmpty() ? path : path + "?" + query;
        written.put("method", request.method());
        written.put(relative ? RELATIVE : URL, relative ? target.substring(1) : target);
        Map<String, @Nullable Object> headers = new LinkedHashMap<>();
        request.headers().forEach(field -> headers.put(field.name(), field.value()));
        byte[] body = request.body();
        if (body != null) {
            String type = String.valueOf(request.mediaType());
            requireUnderstood(relative ? FormBody.isType(type) : BodyRules.isJson(type));
            if (!relative) {
                headers.put("Content-Type", type);
            }
            written.put(BODY, relative ? new String(body, StandardCharsets.US_ASCII) : StrictJson.parse(body));
        }
        requireUnderstood(!relative || headers.isEmpty());
        if (!headers.isEmpty()) {
            written.put(HEADERS, headers);
        }
    }

    private static String text(@Nullable Object value) throws Refused {
        requireUnderstood(value instanceof String);
        return value instanceof String text ? text : "";
    }

    private static boolean isPlain(String text) {
        return text.length() <= MAX_ID_CHARS
                && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0));
    }

    private static Refused refused(String rule) {
        return Refused.of(ErrorCode.BODY_REFUSED, "Mend the body: an accepted one " + rule + ".");
    }
}
