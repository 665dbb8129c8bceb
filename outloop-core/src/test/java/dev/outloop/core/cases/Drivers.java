package dev.outloop.core.cases;

import java.util.List;
import java.util.stream.Stream;

/** Every driver that is a row of a table. */
final class Drivers {

    private Drivers() {}

    static List<Case> all() {
        return Stream.of(
                        UrlCases.all(),
                        HeaderCases.all(),
                        RedirectCases.all(),
                        TenantCases.all(),
                        FolderCases.all(),
                        PinCases.all())
                .flatMap(List::stream)
                .toList();
    }

    static Case named(String id) {
        return Stream.concat(all().stream(), Stream.of(FolderCases.mounted(), FolderCases.mountedPart()))
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + id));
    }
}
