package dev.outloop.backend.onepassword.internal;

import dev.outloop.backend.onepassword.internal.Part.Attachment;
import dev.outloop.backend.onepassword.internal.Part.Field;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An item, read from the response that holds its values and is closed with it. Schemas {@code FullItem}, {@code Field} and
 * {@code File} of the Connect API 1.7.1.
 */
final class Item implements AutoCloseable {

    private final VaultHttpResponse response;
    private final Instant askedAt;
    private final String id;
    private final String vaultId;
    private final String title;
    private final String category;
    private final Optional<Long> version;
    private final boolean isActive;
    private final List<Entry> sections = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    /** Reads it; the response stays the caller's if that fails. */
    Item(VaultHttpResponse response, Instant askedAt) throws VaultException {
        this.response = response;
        this.askedAt = askedAt;
        VaultJson item = response.json();
        id = item.member("id").text();
        vaultId = item.member("vault").member("id").text();
        title = text(item, "title");
        category = text(item, "category");
        Optional<VaultJson> number = item.find("version");
        version = number.isPresent() ? Optional.of(number.get().number()) : Optional.empty();
        // Absent for what is in use, ARCHIVED or DELETED otherwise; what else there may be one day is not lent.
        isActive = item.find("state").isEmpty();
        for (VaultJson section : list(item, "sections")) {
            sections.add(new Entry(text(section, "id"), text(section, "label")));
        }
        for (VaultJson field : list(item, "fields")) {
            parts.add(new Field(
                    field.member("id").text(),
                    text(field, "label"),
                    section(field),
                    text(field, "type"),
                    text(field, "purpose"),
                    field));
        }
        for (VaultJson file : list(item, "files")) {
            Optional<VaultJson> size = file.find("size");
            parts.add(new Attachment(
                    file.member("id").text(),
                    text(file, "name"),
                    section(file),
                    size.isPresent() ? size.get().number() : -1));
        }
    }

    /** When the server was asked for it, or a little earlier. */
    Instant askedAt() {
        return askedAt;
    }

    String id() {
        return id;
    }

    String vaultId() {
        return vaultId;
    }

    String title() {
        return title;
    }

    String category() {
        return category;
    }

    /** Counted up by the vendor at every change of the item. */
    Optional<Long> version() {
        return version;
    }

    /** Whether it is neither archived nor deleted. */
    boolean isActive() {
        return isActive;
    }

    List<Entry> sections() {
        return sections;
    }

    List<Part> parts() {
        return parts;
    }

    /** Ends the use of every field's value. */
    @Override
    public void close() {
        response.close();
    }

    private static String section(VaultJson part) throws VaultException {
        Optional<VaultJson> section = part.find("section");
        return section.isPresent() ? text(section.get(), "id") : "";
    }

    private static String text(VaultJson object, String name) throws VaultException {
        Optional<VaultJson> member = object.find(name);
        return member.isPresent() ? member.get().text() : "";
    }

    private static List<VaultJson> list(VaultJson object, String name) throws VaultException {
        Optional<VaultJson> member = object.find(name);
        return member.isPresent() ? member.get().items() : List.of();
    }
}
