package dev.outloop.core.internal.redact;

import dev.outloop.action.ResponseFields;
import java.util.ArrayList;
import java.util.List;

/**
 * What a declaration says of one place in a document. Immutable.
 *
 * @param places where the pointers stand that lead here; never more than there are pointers
 * @param isShown whether the place is below an included field, or is one
 * @param isHidden whether nothing of the place or below it is shown
 */
record FieldView(List<FieldTree> places, boolean isShown, boolean isHidden) {

    /** The document itself. */
    static FieldView of(ResponseFields fields) {
        FieldTree tree = new FieldTree();
        fields.include().forEach(tree::include);
        fields.exclude().forEach(tree::exclude);
        return new FieldView(List.of(tree), fields.include().isEmpty(), false);
    }

    /** The member of that name, or the element at that index. */
    FieldView below(String name) {
        List<FieldTree> next = new ArrayList<>();
        for (FieldTree place : places) {
            place.addBelow(name, next);
        }
        boolean shown = isShown;
        boolean leadsOn = false;
        boolean excluded = false;
        for (FieldTree place : next) {
            shown |= place.isIncluded();
            leadsOn |= place.leadsToIncluded();
            excluded |= place.isExcluded();
        }
        return new FieldView(next, shown, excluded || !(shown || leadsOn));
    }
}
