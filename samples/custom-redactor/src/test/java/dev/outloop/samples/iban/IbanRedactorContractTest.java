package dev.outloop.samples.iban;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.outloop.spi.Redactor;
import dev.outloop.testkit.contract.RedactorContract;
import java.util.List;

/** The contract of redactors: what is cut is the same however an answer was split. */
class IbanRedactorContractTest implements RedactorContract {

    @Override
    public Redactor redactor() {
        return new IbanRedactor();
    }

    @Override
    public List<byte[]> samples() {
        return List.of(
                "{\"iban\":\"DE89370400440532013000\",\"owner\":\"A. Example\"}".getBytes(UTF_8),
                "GB29 NWBK 6016 1331 9268 19, MT84MALT011000012345MTLCAST001S.".getBytes(UTF_8),
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S".getBytes(UTF_8),
                "éDE89370400440532013000 xDE89370400440532013000 DE89370400440532013000x DE DE8".getBytes(UTF_8),
                new byte[0]);
    }
}
