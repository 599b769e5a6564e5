// A company's own sign-in: node-oidc-provider, a certified OpenID provider, with its development pages, where a
// login is typed and any password does. `PUT /people/<login>` says who that is; clients register themselves.
import { createServer } from "node:http";
import { json } from "node:stream/consumers";
import Provider from "oidc-provider";

const people = new Map();
const server = createServer().listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    claims: { email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["for tests"] },
    features: { registration: { enabled: true } },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    pkce: { required: () => true },
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (request.method !== "PUT") return answer(request, response);
    people.set(request.url.split("/").pop(), await json(request));
    response.writeHead(204).end();
  });
  console.log(issuer);
});
