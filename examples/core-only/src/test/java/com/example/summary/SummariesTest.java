package com.example.summary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runnel.fake.FakeProvider;
import dev.runnel.fake.FakeReply;
import dev.runnel.fake.junit.Fake;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class SummariesTest {
  @Test
  void theModelIsAskedForOneSentence(@Fake FakeProvider fake) {
    fake.whenAsked("Once upon a time", FakeReply.text("A tale."));

    String summary =
        new Summaries(fake.client()).of("Once upon a time …").toCompletableFuture().join();

    assertEquals("A tale.", summary);
    assertEquals(
        "Sum this up in one sentence.", fake.onlyCall().request().messages().get(0).text());
  }

  @Test
  void halfASummaryIsNone(@Fake FakeProvider fake) {
    fake.next(FakeReply.nothing().tokens("A ta").losesConnection());

    var summary = new Summaries(fake.client()).of("Once upon a time …").toCompletableFuture();

    assertThrows(CompletionException.class, summary::join);
  }
}
