package com.example.chat;

import dev.runnel.api.Answer;
import dev.runnel.api.ChatException;
import dev.runnel.api.ChatRequest;
import dev.runnel.runner.Runner;
import dev.runnel.runner.trail.RunnerCall;
import java.util.concurrent.CompletionStage;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The answer to a question, whole or as it comes. */
@RestController
class ChatController {
  private final Runner runner;

  ChatController(Runner runner) {
    this.runner = runner;
  }

  /** No thread waits: Spring answers when the stage completes. */
  @GetMapping(path = "/answer", produces = MediaType.TEXT_PLAIN_VALUE)
  CompletionStage<String> answer(@RequestParam("q") String question) {
    return runner.call(ChatRequest.of(question)).answer().thenApply(Answer::text);
  }

  /**
   * An event a token. A browser that goes away makes {@code send} throw, which ends the call and
   * the exchange with the model; one that is slow is waited for, and then so is the model.
   */
  @GetMapping("/stream")
  SseEmitter stream(@RequestParam("q") String question) {
    SseEmitter emitter = new SseEmitter(0L); // the call has clocks of its own
    RunnerCall call = runner.call(ChatRequest.of(question));
    emitter.onError(gone -> call.cancel());
    call.outcome().thenAccept(outcome -> Ending.of(outcome).tell(emitter));
    call.stream(new EmittingSink(emitter));
    return emitter;
  }

  /** What the model's service says, and what to do, as a problem document. */
  @ExceptionHandler
  ProblemDetail failed(ChatException failure) {
    return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, failure.describe());
  }
}
