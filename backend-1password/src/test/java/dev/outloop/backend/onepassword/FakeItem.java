package dev.outloop.backend.onepassword;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An item of the fake server, in the form of the specification's {@code FullItem}; its own methods add to it. */
public final class FakeItem {

    private static final ObjectMapper JSON = new ObjectMapper();

    public final String id = Ids.next();
    public final ObjectNode json = JSON.createObjectNode();
    final Map<String, byte[]> contents = new ConcurrentHashMap<>();

    FakeItem(String vaultId, String category, String title) {
        json.put("id", id).put("title", title).put("category", category).put("version", 1);
        json.putObject("vault").put("id", vaultId);
    }

    /** A concealed field in no section; its id. */
    public synchronized String field(String label, String value) {
        return field(Ids.next(), "", label, value).get("id").textValue();
    }

    /** A concealed field, as JSON to be changed. */
    public synchronized ObjectNode field(String fieldId, String sectionId, String label, String value) {
        ObjectNode field = ((ArrayNode) json.withArrayProperty("fields")).addObject();
        field.put("id", fieldId).put("type", "CONCEALED").put("label", label).put("value", value);
        inSection(field, sectionId);
        return field;
    }

    /** A section; its id. */
    public synchronized String section(String label) {
        String sectionId = Ids.next();
        json.withArrayProperty("sections").addObject().put("id", sectionId).put("label", label);
        return sectionId;
    }

    /** A file; its JSON to be changed. */
    public synchronized ObjectNode file(String sectionId, String name, byte[] content) {
        String fileId = Ids.next();
        ObjectNode file = ((ArrayNode) json.withArrayProperty("files")).addObject();
        file.put("id", fileId).put("name", name).put("size", content.length);
        file.put("content_path", "v1/vaults/-/items/" + id + "/files/" + fileId + "/content");
        inSection(file, sectionId);
        contents.put(fileId, content.clone());
        return file;
    }

    /** As it stands in a list: without what is in it. */
    synchronized ObjectNode summary() {
        return json.deepCopy().without(List.of("fields", "sections", "files"));
    }

    synchronized String full() {
        return json.toString();
    }

    String title() {
        JsonNode title = json.get("title");
        return title == null ? "" : title.asText();
    }

    private static void inSection(ObjectNode part, String sectionId) {
        if (!sectionId.isEmpty()) {
            part.putObject("section").put("id", sectionId);
        }
    }
}
