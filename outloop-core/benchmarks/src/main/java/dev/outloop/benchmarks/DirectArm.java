package dev.outloop.benchmarks;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The call as an agent would make it that held the key. */
final class DirectArm implements Arm {

    private final CloseableHttpClient client = HttpClients.createDefault();
    private final String url;

    DirectArm(LoopbackUpstream upstream) {
        this.url = "http://127.0.0.1:" + upstream.port() + "/v1/tenants/t-1/items/x";
    }

    @Override
    public void call() throws IOException {
        HttpGet get = new HttpGet(url);
        get.setHeader("X-API-Key", BrokeredArm.KEY);
        byte[] body = client.execute(get, response -> EntityUtils.toByteArray(response.getEntity()));
        if (body == null || body.length != 1024) {
            throw new IOException("not the whole answer");
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
