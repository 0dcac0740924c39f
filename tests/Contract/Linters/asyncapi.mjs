// Parses an AsyncAPI document: node asyncapi.mjs <file>. Prints each error and warning.
import { fromFile, Parser } from "@asyncapi/parser";

const information = 2;
const { document, diagnostics } = await fromFile(new Parser(), process.argv[2]).parse();
const problems = diagnostics.filter(({ severity }) => severity < information);
for (const { code, path, message } of problems) console.log(`${code} at ${path.join(".")}: ${message}`);
process.exitCode = document && problems.length === 0 ? 0 : 1;
