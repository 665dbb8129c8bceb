// Reads secrets with Doppler's official client, as the standard input says, and prints for each token what it read.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { url, tokens, project, config, names } = JSON.parse(readFileSync(0, "utf8"));
const { DopplerSDK } = await import(pathToFileURL(process.argv[2]));

const results = [];
for (const token of tokens) {
  const client = new DopplerSDK({ accessToken: token });
  client.setBaseUrl(url);
  const result = { one: {} };
  try {
    for (const name of names) {
      result.one[name] = (await client.secrets.get(project, config, name)).value.computed;
    }
    result.many = await client.secrets.download(project, config, { format: "json" });
    result.names = (await client.secrets.names(project, config)).names;
    result.type = (await client.auth.me()).type_;
  } catch (error) {
    result.error = error.statusCode;
  }
  results.push(result);
}
process.stdout.write(JSON.stringify(results));
