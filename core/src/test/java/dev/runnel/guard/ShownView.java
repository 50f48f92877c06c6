package dev.runnel.guard;

import dev.runnel.api.Answer;
import dev.runnel.api.Call;
import dev.runnel.api.ChatEvent;
import dev.runnel.api.ChatException;
import dev.runnel.api.IncompleteAnswerException;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** Takes an answer through one of the four views and says what that view showed. */
enum ShownView {
  STREAM {
    @Override
    Shown open(Call call) {
      RecordingSink sink = new RecordingSink();
      call.stream(sink);
      return () ->
          sink.text() + " | " + (sink.outcome == null ? "nothing" : Words.of(sink.outcome));
    }
  },
  ANSWER {
    @Override
    Shown open(Call call) {
      CompletableFuture<Answer> answer = call.answer().toCompletableFuture();
      return () -> {
        if (!answer.isDone()) {
          return " | nothing";
        }
        try {
          Answer whole = answer.join();
          return whole.text() + " | whole, " + whole.finishReason().kind();
        } catch (CompletionException | CancellationException e) {
          Throwable thrown = e instanceof CompletionException ? e.getCause() : e;
          String text =
              thrown instanceof IncompleteAnswerException incomplete
                  ? incomplete.partial().text()
                  : "";
          return text + " | " + words(thrown);
        }
      };
    }
  },
  TOKENS {
    @Override
    Shown open(Call call) {
      Stream<String> tokens = call.tokens();
      return () -> {
        StringBuilder text = new StringBuilder();
        try (tokens) {
          for (Iterator<String> each = tokens.iterator(); each.hasNext(); ) {
            text.append(each.next());
          }
          return text + " | whole";
        } catch (ChatException | CancellationException e) {
          return text + " | " + words(e);
        }
      };
    }
  },
  PUBLISHER {
    @Override
    Shown open(Call call) {
      StringBuilder text = new StringBuilder();
      StringBuilder end = new StringBuilder();
      call.publisher()
          .subscribe(
              new Flow.Subscriber<>() {
                @Override
                public void onSubscribe(Flow.Subscription subscription) {
                  subscription.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(ChatEvent event) {
                  if (event instanceof ChatEvent.Token token) {
                    text.append(token.text());
                  }
                }

                @Override
                public void onError(Throwable thrown) {
                  end.append(words(thrown));
                }

                @Override
                public void onComplete() {
                  end.append("whole");
                }
              });
      return () -> text + " | " + (end.isEmpty() ? "nothing" : end);
    }
  };

  /** What a view has shown so far: the text, a bar, the end. */
  interface Shown {
    String text();
  }

  abstract Shown open(Call call);

  private static String words(Throwable thrown) {
    if (thrown instanceof IncompleteAnswerException incomplete) {
      return Words.of(incomplete.outcome());
    }
    return thrown instanceof ChatException failure
        ? "Failed(" + Words.of(failure) + ")"
        : thrown.getClass().getSimpleName();
  }
}
