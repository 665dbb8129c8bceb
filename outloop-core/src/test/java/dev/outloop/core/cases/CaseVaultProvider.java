package dev.outloop.core.cases;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import dev.outloop.spi.VaultRequest;
import java.util.List;

/** A vault of the plainest kind behind the HTTP port: {@code GET /NAME} with a bearer token, {@code {"value": "…"}}. */
public final class CaseVaultProvider implements VaultBackendProvider {

    @Override
    public String name() {
        return "case";
    }

    @Override
    public SpiVersion spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public VaultBackend open(VaultContext context) throws VaultException {
        String url = context.settings().get("url");
        if (url == null) {
            throw new VaultException(ErrorCode.VAULT_FAILED, "the setting 'url' is missing");
        }
        return new CaseVault(context, context.http(url));
    }

    private record CaseVault(VaultContext context, VaultHttp http) implements VaultBackend {

        @Override
        public Lease lease(VaultRequest request) throws VaultException {
            try (Lease token = context.secret("token");
                    VaultHttpResponse response = http.send(
                            VaultHttpRequest.get(request.ref().segments().toArray(String[]::new))
                                    .bearer(token.secret())
                                    .deadline(request.deadline())
                                    .build())) {
                if (response.status() != 200) {
                    throw response.refusal();
                }
                return Lease.of(value(response.json()));
            }
        }

        private static Secret value(VaultJson answer) throws VaultException {
            List<VaultJson> candidates = answer.find("candidates").isPresent()
                    ? answer.member("candidates").items()
                    : List.of(answer.member("value"));
            if (candidates.size() != 1) {
                throw new VaultException(ErrorCode.SECRET_AMBIGUOUS, "several secrets go by that name");
            }
            return candidates.get(0).secret();
        }

        @Override
        public void close() {
            http.close();
        }
    }
}
