package dev.outloop.benchmarks;

/** Copies a text chunk by chunk to its place in a second array of the same length: the least that passing it on costs. */
final class CopyArm implements Arm {

    private final byte[] text;
    private final byte[] copy;
    private final int chunkBytes;

    CopyArm(byte[] text, int chunkBytes) {
        this.text = text;
        this.copy = new byte[text.length];
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        for (int at = 0; at < text.length; at += chunkBytes) {
            System.arraycopy(text, at, copy, at, Math.min(chunkBytes, text.length - at));
        }
    }

    @Override
    public void close() {}
}
