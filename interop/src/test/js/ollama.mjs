// The official ollama client.
import { Ollama } from "ollama";

function client({ baseUrl }) {
  return new Ollama({ host: baseUrl });
}

function keep(heard, part) {
  heard.text += part.message?.content ?? "";
  heard.reasoning += part.message?.thinking ?? "";
  for (const call of part.message?.tool_calls ?? []) {
    heard.toolCalls.push({
      name: call.function.name,
      arguments: JSON.stringify(call.function.arguments),
    });
  }
  heard.model = part.model;
  if (part.done) {
    heard.finish = part.done_reason;
    heard.usage = { input: part.prompt_eval_count, output: part.eval_count };
  }
}

export async function stream(command, heard) {
  const parts = await client(command).chat({ ...command.request, stream: true });
  for await (const part of parts) {
    heard.pieces++;
    keep(heard, part);
    if (command.abortAfter && heard.pieces >= command.abortAfter) {
      heard.aborted = true;
      parts.abort();
      break;
    }
  }
}

export async function create(command, heard) {
  keep(heard, await client(command).chat({ ...command.request, stream: false }));
}

export async function models(command, heard) {
  heard.models = (await client(command).list()).models.map((model) => model.name);
}
