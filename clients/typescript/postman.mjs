// Checks a Postman collection that is made from the document: no request of a partner asks for the scope admin.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const scopes = new Map();
function visit(items) {
  for (const { item, name, request } of items) {
    if (item) {
      visit(item);
      continue;
    }
    const scope = request.auth?.oauth2?.find(({ key }) => key === "scope")?.value;
    if (scope) {
      scopes.set(name, scope.split(" "));
    }
  }
}
visit(JSON.parse(readFileSync(process.argv[2], "utf8")).item);
const ofPartners = [...scopes.values()].filter((asked) => asked.includes("telematics:write"));
assert.ok(ofPartners.length > 20, `${ofPartners.length} requests of partners`);
for (const [name, asked] of scopes) {
  assert.ok(!asked.includes("admin") || asked.length === 1, `${name} asks for ${asked}`);
}
