// Reads secrets with the official client and writes them as one JSON object.
// Arguments: a node_modules folder, the site's URL, the project, the environment. Standard input: what to read.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [modules, siteUrl, projectId, environment] = process.argv.slice(2);
const { InfisicalSDK } = createRequire(join(modules, "here.js"))("@infisical/sdk");
const input = JSON.parse(readFileSync(0, "utf8"));

const client = new InfisicalSDK({ siteUrl });
await client.auth().universalAuth.login({ clientId: input.clientId, clientSecret: input.clientSecret });
const read = {};
for (const { path, name } of input.secrets) {
  const secret = await client.secrets().getSecret({ projectId, environment, secretPath: path, secretName: name });
  read[path + " " + name] = { value: secret.secretValue, version: secret.version };
}
const listed = await client.secrets().listSecrets({ projectId, environment, secretPath: "/", recursive: true, viewSecretValue: false });
let failure = "";
try {
  await client.secrets().getSecret({ projectId, environment, secretPath: "/", secretName: "MISSING" });
} catch (error) {
  failure = error.message;
}
process.stdout.write(JSON.stringify({ read, failure, listed: listed.secrets.map((s) => s.secretPath + " " + s.secretKey) }));
