package dev.outloop.backend.onepassword;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A vault of the fake server. */
public final class FakeVault {

    public final String id = Ids.next();
    public volatile String name;
    /** Whether the token may see it. */
    public volatile boolean isReadable = true;

    final List<FakeItem> items = new CopyOnWriteArrayList<>();

    FakeVault(String name) {
        this.name = name;
    }

    public FakeItem item(String title) {
        return item("LOGIN", title);
    }

    public FakeItem item(String category, String title) {
        FakeItem item = new FakeItem(id, category, title);
        items.add(item);
        return item;
    }

    public void delete(FakeItem item) {
        items.remove(item);
    }

    Optional<FakeItem> withId(String itemId) {
        return items.stream().filter(item -> item.id.equals(itemId)).findFirst();
    }
}
