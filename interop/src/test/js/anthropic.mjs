// The official @anthropic-ai/sdk client.
import Anthropic from "@anthropic-ai/sdk";

function client({ baseUrl, apiKey, maxRetries = 0 }) {
  return new Anthropic({ baseURL: baseUrl, apiKey, maxRetries });
}

function keep(heard, message) {
  for (const block of message.content) {
    if (block.type === "text") heard.text += block.text;
    if (block.type === "thinking") {
      heard.reasoning += block.thinking;
      heard.signature = block.signature;
    }
    if (block.type === "tool_use") {
      heard.toolCalls.push({
        id: block.id,
        name: block.name,
        arguments: JSON.stringify(block.input),
      });
    }
  }
  heard.content = message.content;
  heard.model = message.model;
  heard.finish = message.stop_reason;
  heard.usage = message.usage;
}

/** The raw events, as the service sends them. */
export async function stream(command, heard) {
  const events = await client(command).messages.create({ ...command.request, stream: true });
  heard.events = [];
  for await (const event of events) {
    heard.pieces++;
    heard.events.push(event.type);
    if (event.type === "content_block_delta" && event.delta.type === "text_delta") {
      heard.text += event.delta.text;
    }
    if (event.type === "message_delta") {
      heard.finish = event.delta.stop_reason;
      heard.usage = event.usage;
    }
    if (command.abortAfter && heard.pieces >= command.abortAfter) {
      events.controller.abort();
      heard.aborted = true;
    }
  }
}

/** The client's own accumulation of a stream, which checks what it is sent. */
export async function gather(command, heard) {
  keep(heard, await client(command).messages.stream(command.request).finalMessage());
}

export async function create(command, heard) {
  keep(heard, await client(command).messages.create(command.request));
}

export async function models(command, heard) {
  heard.models = [];
  for await (const model of client(command).models.list()) heard.models.push(model.id);
}
