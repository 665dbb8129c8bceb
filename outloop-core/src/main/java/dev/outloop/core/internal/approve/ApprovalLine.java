package dev.outloop.core.internal.approve;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outloop.policy.Approval;
import dev.outloop.policy.ApprovalRequest;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The lines of the log: one JSON object for everything that happens to an approval. */
final class ApprovalLine {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "t";

    private ApprovalLine() {}

    static String asked(ApprovalRequest request) {
        return text(RequestJson.write(request, line("asked")));
    }

    static String answered(String id, boolean approved, Instant time, @Nullable String note) {
        return text(line("answered")
                .put("id", id)
                .put("approved", approved)
                .put("time", time.toString())
                .put("note", note));
    }

    /** How often it was used by then, so that a line that a crash has taken is counted by the next. */
    static String used(String id, int times, String callId, @Nullable String firstUse) {
        return text(line("used")
                .put("id", id)
                .put("times", times)
                .put("call", callId)
                .put("first", firstUse));
    }

    static String ended(String id, Approval.State state) {
        return text(line("ended").put("id", id).put("state", state.toString()));
    }

    static String free(String firstUse, ApprovalRequest request) {
        return text(RequestJson.write(request, line("free").put("first", firstUse)));
    }

    static String forgotten(ApprovalBook.FirstUse firstUse) {
        return text(line("forgotten").put("first", firstUse.name()).put("definition", firstUse.definition()));
    }

    /**
     * Does to the book what the line says. What is said of an approval that the book has not is of one that a crash took,
     * or that is over.
     *
     * @throws IOException if it is no line of this version; the message quotes nothing of it
     */
    static void apply(String line, ApprovalBook book) throws IOException {
        try {
            JsonNode json = JSON.readTree(line);
            switch (json.path(TYPE).asText()) {
                case "asked" -> book.add(RequestJson.read(json));
                case "free" -> book.setFree(RequestJson.text(json, "first"), RequestJson.read(json));
                case "forgotten" ->
                    book.forget(new ApprovalBook.FirstUse(
                            RequestJson.text(json, "first"), RequestJson.text(json, "definition")));
                case "answered", "used", "ended" -> {
                    KeptApproval kept = book.byId(RequestJson.text(json, "id"));
                    if (kept != null) {
                        change(json, kept, book);
                    }
                }
                default -> throw damaged();
            }
        } catch (JsonProcessingException | DateTimeException | IllegalArgumentException | NullPointerException e) {
            throw damaged();
        }
    }

    private static void change(JsonNode json, KeptApproval kept, ApprovalBook book) {
        switch (json.path(TYPE).asText()) {
            case "answered" -> {
                boolean approved = json.path("approved").asBoolean();
                if (kept.state() == Approval.State.PENDING || !approved) {
                    kept.answer(
                            approved,
                            Instant.parse(RequestJson.text(json, "time")),
                            json.path("note").textValue());
                }
            }
            case "used" ->
                book.use(
                        kept,
                        json.path("times").asInt(Integer.MAX_VALUE),
                        json.path("first").textValue());
            default -> book.end(kept, Approval.State.EXPIRED);
        }
    }

    private static ObjectNode line(String type) {
        return JSON.createObjectNode().put(TYPE, type);
    }

    private static String text(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers is written as text", e);
        }
    }

    private static IOException damaged() {
        return new IOException("the log of approvals is damaged, or was written by a later version");
    }
}
