// Vercel's AI SDK with its provider for servers that are compatible with OpenAI.
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, generateObject, generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";

function settings({ baseUrl, apiKey, request, maxRetries = 0 }) {
  const provider = createOpenAICompatible({
    name: "runnel",
    baseURL: baseUrl,
    apiKey,
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
  const { model, schema, tools, results, ...rest } = request;
  return { ...rest, model: provider(model), maxRetries, onError: () => {}, ...offered(tools, results) };
}

/** The tools; those with a result are run by the client, which then goes on. */
function offered(tools, results = {}) {
  if (!tools) return {};
  const made = {};
  for (const [name, inputSchema] of Object.entries(tools)) {
    made[name] = tool({
      description: name,
      inputSchema: jsonSchema(inputSchema),
      ...(name in results ? { execute: async () => results[name] } : {}),
    });
  }
  return { tools: made, stopWhen: stepCountIs(3) };
}

/** Its errors are one class with a status; retries wrap it. */
function unwrapped(error) {
  const cause = error?.lastError ?? error;
  if (APICallError.isInstance(cause)) {
    cause.status = cause.statusCode;
    cause.retryable = cause.isRetryable;
  }
  return cause;
}

function keepCalls(heard, calls) {
  for (const call of calls) {
    heard.toolCalls.push({ id: call.toolCallId, name: call.toolName, arguments: JSON.stringify(call.input) });
  }
}

export async function generate(command, heard) {
  try {
    const answer = await generateText(settings(command));
    heard.text = answer.text;
    heard.reasoning = answer.reasoningText ?? "";
    heard.finish = answer.finishReason;
    heard.usage = answer.totalUsage;
    heard.model = answer.response.modelId;
    heard.steps = answer.steps.length;
    answer.steps.forEach((step) => keepCalls(heard, step.toolCalls));
  } catch (error) {
    throw unwrapped(error);
  }
}

export async function object(command, heard) {
  try {
    const answer = await generateObject({ ...settings(command), schema: jsonSchema(command.request.schema) });
    heard.parsed = answer.object;
    heard.finish = answer.finishReason;
  } catch (error) {
    throw unwrapped(error);
  }
}

export async function stream(command, heard) {
  const controller = new AbortController();
  const answer = streamText({ ...settings(command), abortSignal: controller.signal });
  heard.steps = 0;
  for await (const part of answer.fullStream) {
    switch (part.type) {
      case "text-delta":
        heard.text += part.text;
        heard.pieces++;
        break;
      case "reasoning-delta":
        heard.reasoning += part.text;
        heard.pieces++;
        break;
      case "tool-call":
        keepCalls(heard, [part]);
        break;
      case "finish-step":
        heard.steps++;
        break;
      case "finish":
        heard.finish = part.finishReason;
        heard.usage = part.totalUsage;
        break;
      case "error":
        throw unwrapped(part.error);
      case "abort":
        heard.aborted = true;
        break;
    }
    if (command.abortAfter && heard.pieces >= command.abortAfter) controller.abort();
  }
}
