// The official @google/genai client.
import { GoogleGenAI } from "@google/genai";

function client({ baseUrl, apiKey }) {
  return new GoogleGenAI({ apiKey, httpOptions: { baseUrl } });
}

function keep(heard, answer) {
  for (const part of answer.candidates?.[0]?.content?.parts ?? []) {
    if (part.thought) heard.reasoning += part.text ?? "";
    else heard.text += part.text ?? "";
    if (part.functionCall) {
      heard.toolCalls.push({
        id: part.functionCall.id,
        name: part.functionCall.name,
        arguments: JSON.stringify(part.functionCall.args),
      });
    }
  }
  heard.finish = answer.candidates?.[0]?.finishReason ?? heard.finish;
  heard.blocked = answer.promptFeedback?.blockReason ?? heard.blocked;
  heard.usage = answer.usageMetadata ?? heard.usage;
  heard.model = answer.modelVersion ?? heard.model;
}

export async function stream(command, heard) {
  const abort = new AbortController();
  const request = command.request;
  const chunks = await client(command).models.generateContentStream({
    ...request,
    config: { ...request.config, abortSignal: abort.signal },
  });
  for await (const chunk of chunks) {
    heard.pieces++;
    keep(heard, chunk);
    if (command.abortAfter && heard.pieces >= command.abortAfter) {
      heard.aborted = true;
      abort.abort();
      break;
    }
  }
}

export async function create(command, heard) {
  keep(heard, await client(command).models.generateContent(command.request));
}

export async function models(command, heard) {
  heard.models = [];
  for await (const model of await client(command).models.list()) heard.models.push(model.name);
}
