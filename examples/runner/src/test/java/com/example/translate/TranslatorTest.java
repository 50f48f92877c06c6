package com.example.translate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runnel.api.ErrorKind;
import dev.runnel.discovery.Providers;
import dev.runnel.fake.FakeProvider;
import dev.runnel.fake.FakeReply;
import dev.runnel.runner.Runner;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real runner, with models that say what the test says. */
class TranslatorTest {
  @Test
  void whereTheFirstIsDownTheNextTranslates() {
    try (FakeProvider first = FakeProvider.builder("a-first").build();
        FakeProvider next = FakeProvider.builder("b-next").build();
        Providers providers = Providers.of(first, next);
        Runner runner = Runner.builder().providers(providers).environment(Map.of()).build()) {
      first.always(FakeReply.nothing().fails(ErrorKind.UNAVAILABLE));
      next.always(FakeReply.text("Guten Tag"));

      var call = new Translator(runner).translate("Good day", "German");
      var answer = call.answer().toCompletableFuture().join();

      assertEquals("Guten Tag", answer.text());
      assertEquals("b-next", answer.report().endpoint());
      assertEquals("Good day", next.onlyCall().prompt());
    }
  }
}
