// usage: ajv.js SCHEMAFOLDER FILE     prints valid or invalid for each manifest, one a line of the file
"use strict";
const fs = require("fs");
const Ajv = require("ajv");

const [folder, file] = process.argv.slice(2);
const read = (name) => JSON.parse(fs.readFileSync(folder + "/" + name, "utf8").replace(/^\ufeff/, ""));
// The $id of every node repeats, and ajv would take them for one another; nothing refers to them.
const nameless = (schema) => {
  if (Array.isArray(schema)) return schema.map(nameless);
  if (schema === null || typeof schema !== "object") return schema;
  return Object.fromEntries(Object.entries(schema).filter(([key, value]) => !(key === "$id" && typeof value === "string"))
      .map(([key, value]) => [key, nameless(value)]));
};
const compiled = (name) => new Ajv({format: false, logger: false}).compile(nameless(read(name)));
const schemas = {"1.0.0": compiled("rsmf_schema_1_0_0.json"), "2.0.0": compiled("rsmf_schema_2_0_0.json")};

for (const line of fs.readFileSync(file, "utf8").split("\n").filter((text) => text !== "")) {
  const manifest = JSON.parse(line);
  const schema = manifest.version === "1.0.0" ? schemas["1.0.0"] : schemas["2.0.0"];
  console.log(schema(manifest) ? "valid" : "invalid");
}
