package dev.outloop.benchmarks;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import com.gliwka.hyperscan.wrapper.Database;
import com.gliwka.hyperscan.wrapper.Expression;
import com.gliwka.hyperscan.wrapper.ExpressionFlag;
import com.gliwka.hyperscan.wrapper.Scanner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** hyperscan-java as its documentation has it: expressions, and a String for each chunk. */
final class HyperscanStringArm implements SearchArm {

    private final Scanner scanner = new Scanner();
    private final Database database;
    private final byte[] text;
    private final int chunkBytes;
    private long finds;

    HyperscanStringArm(List<byte[]> literals, byte[] text, int chunkBytes) throws CompileErrorException {
        List<Expression> expressions = new ArrayList<>();
        for (byte[] literal : literals) {
            expressions.add(new Expression(quoted(literal), ExpressionFlag.SOM_LEFTMOST, expressions.size()));
        }
        this.database = Database.compile(expressions);
        scanner.allocScratch(database);
        this.text = text;
        this.chunkBytes = chunkBytes;
    }

    @Override
    public void call() {
        finds = 0;
        for (int at = 0; at < text.length; at += chunkBytes) {
            String chunk = new String(text, at, Math.min(chunkBytes, text.length - at), StandardCharsets.ISO_8859_1);
            finds += scanner.scan(database, chunk).size();
        }
    }

    @Override
    public long finds() {
        return finds;
    }

    @Override
    public void close() {
        scanner.close();
        database.close();
    }

    private static String quoted(byte[] literal) {
        StringBuilder quoted = new StringBuilder();
        for (byte b : literal) {
            quoted.append("\\x").append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
        }
        return quoted.toString();
    }
}
