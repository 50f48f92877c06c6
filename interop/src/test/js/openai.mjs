// The official openai client.
import OpenAI from "openai";

function client({ baseUrl, apiKey, maxRetries = 0 }) {
  return new OpenAI({ baseURL: baseUrl, apiKey, maxRetries });
}

function keep(heard, delta) {
  heard.text += delta.content ?? "";
  heard.reasoning += delta.reasoning_content ?? "";
  heard.refusal += delta.refusal ?? "";
  for (const call of delta.tool_calls ?? []) {
    const kept = (heard.toolCalls[call.index ?? heard.toolCalls.length] ??= { arguments: "" });
    if (call.id) kept.id = call.id;
    if (call.function?.name) kept.name = call.function.name;
    kept.arguments += call.function?.arguments ?? "";
  }
}

export async function stream(command, heard) {
  const chunks = await client(command).chat.completions.create({ ...command.request, stream: true });
  for await (const chunk of chunks) {
    heard.pieces++;
    heard.model = chunk.model;
    heard.objects = [...new Set([...(heard.objects ?? []), chunk.object])];
    if (chunk.usage) heard.usage = chunk.usage;
    for (const choice of chunk.choices) {
      keep(heard, choice.delta);
      if (choice.finish_reason) heard.finish = choice.finish_reason;
    }
    if (command.abortAfter && heard.pieces >= command.abortAfter) {
      chunks.controller.abort();
      heard.aborted = true;
    }
  }
}

/** The client's own accumulation of a stream, which checks what it is sent. */
export async function gather(command, heard) {
  const runner = client(command).chat.completions.stream(command.request);
  const completion = await runner.finalChatCompletion();
  whole(completion, heard);
}

export async function create(command, heard) {
  whole(await client(command).chat.completions.create(command.request), heard);
}

function whole(completion, heard) {
  heard.model = completion.model;
  heard.objects = [completion.object];
  heard.usage = completion.usage;
  const choice = completion.choices[0];
  keep(heard, choice.message);
  heard.finish = choice.finish_reason;
}

/** The client parses the answer by the schema that it sent. */
export async function parse(command, heard) {
  const completion = await client(command).chat.completions.parse(command.request);
  whole(completion, heard);
  heard.parsed = completion.choices[0].message.parsed ?? JSON.parse(heard.text);
}

export async function models(command, heard) {
  heard.models = [];
  for await (const model of client(command).models.list()) heard.models.push(model.id);
}

export async function model(command, heard) {
  heard.models = [(await client(command).models.retrieve(command.request.model)).id];
}

export async function headers(command, heard) {
  const answer = await client(command).chat.completions.create(command.request).withResponse();
  heard.headers = Object.fromEntries(answer.response.headers.entries());
  heard.requestId = answer.request_id;
}
