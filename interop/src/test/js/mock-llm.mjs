// @dwmkerr/mock-llm on a free loopback port, which it tells on its first line of output.
import { createRequire } from "node:module";
import { createServer as listen } from "node:http";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const { createServer } = require("@dwmkerr/mock-llm/dist/server.js");
const yaml = require("js-yaml");

const config = yaml.load(readFileSync(process.argv[2], "utf8"));
const say = console.log;
console.log = (...words) => console.error(...words); // its own log is not for who reads the port
const server = listen(createServer(config, "127.0.0.1", 0));
server.listen(0, "127.0.0.1", () => say(JSON.stringify({ port: server.address().port })));
process.stdin.on("end", () => process.exit(0)).resume(); // ends with whoever started it
