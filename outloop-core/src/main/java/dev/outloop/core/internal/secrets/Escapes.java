package dev.outloop.core.internal.secrets;

/** One way to write characters by others, such as {@code \/} for {@code /}. Implementations are for one text. */
interface Escapes {

    /** What {@link #read} says of bytes that stand for themselves. */
    int NONE = 0;

    /** What {@link #read} says where later bytes decide. */
    int CUT_SHORT = -1;

    /** The next place in the text where an escape may begin, or {@code to}. */
    int next(byte[] text, int from, int to);

    /**
     * Reads the escape that begins there.
     *
     * @param last whether nothing follows the text
     * @param out takes what the escape stands for
     * @return how many bytes the escape has, or {@link #NONE} or {@link #CUT_SHORT}; nothing was then added
     */
    int read(byte[] text, int at, int to, boolean last, ByteText out);

    /** Goes on with what the end of the text before left open; returns where it ends. */
    default int resume(byte[] text, int from, int to) {
        return from;
    }
}
