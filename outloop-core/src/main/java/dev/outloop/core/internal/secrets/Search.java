package dev.outloop.core.internal.secrets;

/**
 * What is looked for in one go.
 *
 * @param workspace whose response it is
 * @param last whether nothing follows the text
 */
record Search(PatternSet patterns, String workspace, boolean last) {

    /** As {@link PatternSet#scan}. */
    int in(byte[] text, int from, int to, PatternSet.Matches found) {
        return patterns.scan(text, from, to, last, workspace, found);
    }
}
