// Runs the clients that others wrote: one JSON command a line on stdin, one JSON answer a line on
// stdout. A command: {id, client, deed, baseUrl, apiKey, request, abortAfter, maxRetries}.
import { createInterface } from "node:readline";
import * as ai from "./ai.mjs";
import * as anthropic from "./anthropic.mjs";
import * as gemini from "./gemini.mjs";
import * as ollama from "./ollama.mjs";
import * as openai from "./openai.mjs";

const clients = { ai, anthropic, gemini, ollama, openai };

/** What a failure looks like to the client's user. */
function described(error) {
  return {
    class: error?.constructor?.name ?? typeof error,
    message: String(error?.message ?? error),
    status: error?.status ?? error?.status_code ?? null,
    code: error?.code ?? null,
    type: error?.type ?? null,
    body: error?.error ?? null,
    requestId: error?.requestID ?? null,
  };
}

async function run(command) {
  const heard = { text: "", reasoning: "", refusal: "", toolCalls: [], pieces: 0 };
  try {
    await clients[command.client][command.deed](command, heard);
  } catch (error) {
    heard.error = described(error);
  }
  return heard;
}

const lines = createInterface({ input: process.stdin });
lines.on("line", async (line) => {
  const command = JSON.parse(line);
  const heard = await run(command);
  process.stdout.write(JSON.stringify({ id: command.id, heard }) + "\n");
});
lines.on("close", () => process.exit(0));
process.stdout.write(JSON.stringify({ ready: process.version }) + "\n");
