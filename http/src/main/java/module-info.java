/** For authors of HTTP providers: stream decoders, JSON, and the OpenAI form of an answer. */
module dev.runnel.http {
  requires com.fasterxml.jackson.core;
  requires static org.jspecify;

  exports dev.runnel.http.decode;
  exports dev.runnel.http.json;
  exports dev.runnel.http.openai;
}
