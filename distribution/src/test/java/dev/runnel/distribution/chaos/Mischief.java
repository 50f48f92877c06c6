package dev.runnel.distribution.chaos;

import dev.runnel.sandbox.dialect.Trouble;
import dev.runnel.sandbox.exchange.ReceivedRequest;
import dev.runnel.sandbox.script.Script;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A service that answers as chance has it: the seed, its name, the call and the number of the
 * attempt decide, not the time. Each answer names its call and its attempt in every token, and ends
 * with a checksum.
 */
final class Mischief implements Function<ReceivedRequest, Script> {
  /** The key that is never accepted. */
  static final String REVOKED = "sk-revoked";

  private static final Pattern CALL = Pattern.compile("call-(\\d+)\\b");

  /** What an attempt would answer in full. */
  record Answer(int call, String text) {}

  private final String service;
  private final long seed;
  private final Map<String, Answer> answers;
  private final ConcurrentMap<Integer, Integer> attempts = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> played = new ConcurrentHashMap<>();

  /**
   * A service.
   *
   * @param answers takes what each attempt would answer, by the attempt's name
   */
  Mischief(String service, long seed, Map<String, Answer> answers) {
    this.service = service;
    this.seed = seed;
    this.answers = answers;
  }

  /** How often each kind of answer was given. */
  Map<String, Integer> played() {
    return played;
  }

  @Override
  public Script apply(ReceivedRequest request) {
    if (request.header("authorization").filter(key -> key.contains(REVOKED)).isPresent()) {
      return play("revoked key", Script.refusing(Trouble.INVALID_KEY, "This key was revoked"));
    }
    Matcher matcher = CALL.matcher(request.bodyText());
    if (!matcher.find()) {
      throw new IllegalStateException("Not one of ours: " + request.bodyText());
    }
    int call = Integer.parseInt(matcher.group(1));
    int attempt = attempts.merge(call, 1, Integer::sum);
    SplittableRandom chance =
        new SplittableRandom(
            seed * 1_000_003 + service.hashCode() * 31L + call * 1_009L + attempt * 7L);
    return script(call, service + "." + attempt, chance);
  }

  private Script script(int call, String attempt, SplittableRandom chance) {
    String[] tokens = tokens(call, attempt, chance.nextInt(2, 10));
    answers.put("call-" + call + "@" + attempt, new Answer(call, String.join("", tokens)));
    Script healthy =
        paused(Script.nothing().role(), chance).then(spoken(tokens, tokens.length, chance));
    Script begun =
        Script.nothing().role().then(spoken(tokens, chance.nextInt(1, tokens.length), chance));
    int lot = chance.nextInt(100);
    if (lot < 52) {
      return play("whole", healthy.finish("stop").usage(12, tokens.length).done());
    } else if (lot < 54) {
      return play("whole, left open", healthy.finish("stop").done().stayOpen());
    } else if (lot < 56) {
      Script late = Script.nothing().pause(Duration.ofMillis(60)).then(healthy);
      return play("late", late.finish("stop").done());
    } else if (lot < 60) {
      return play(
          "rate limited",
          Script.refusing(Trouble.RATE_LIMITED, "Slow down").header("retry-after-ms", "15"));
    } else if (lot < 64) {
      return play("overloaded", Script.refusing(Trouble.OVERLOADED, "Too much to do"));
    } else if (lot < 67) {
      return play("server error", Script.refusing(Trouble.SERVER_ERROR, "Something broke"));
    } else if (lot < 69) {
      return play("invalid", Script.refusing(Trouble.INVALID_REQUEST, "I do not like it"));
    } else if (lot < 72) {
      return play("reset at once", Script.nothing().reset());
    } else if (lot < 74) {
      return play("closed at once", Script.nothing().close());
    } else if (lot < 76) {
      return play("empty", Script.nothing().head().close());
    } else if (lot < 78) {
      return play("a page", Script.nothing().html("<h1>We'll be back</h1>"));
    } else if (lot < 83) {
      return play("reset midway", begun.reset());
    } else if (lot < 87) {
      return play("closed midway", begun.close());
    } else if (lot < 89) {
      return play("ended midway", begun);
    } else if (lot < 91) {
      return play("stalled", begun.stayOpen());
    } else if (lot < 92) {
      return play("silent", Script.nothing().stayOpen());
    } else if (lot < 93) {
      return play("a head and no more", Script.nothing().head().stayOpen());
    } else if (lot < 94) {
      return play("alive and no more", begun.keepAliveForever(Duration.ofMillis(20)));
    } else if (lot < 97) {
      return play("error midway", begun.error(Trouble.OVERLOADED, "Out of breath").done());
    } else {
      return play("malformed midway", begun.malformed().finish("stop").done());
    }
  }

  private Script play(String name, Script script) {
    played.merge(name, 1, Integer::sum);
    return script;
  }

  private static Script spoken(String[] tokens, int count, SplittableRandom chance) {
    Script script = Script.nothing();
    for (int i = 0; i < count; i++) {
      script = paused(script.tokens(tokens[i]), chance);
    }
    return script;
  }

  private static Script paused(Script script, SplittableRandom chance) {
    return chance.nextInt(4) == 0 ? script.pause(Duration.ofMillis(chance.nextInt(1, 6))) : script;
  }

  private static String[] tokens(int call, String attempt, int count) {
    String[] tokens = new String[count];
    CRC32 sum = new CRC32();
    for (int i = 0; i < count - 1; i++) {
      tokens[i] = "call-" + call + "@" + attempt + " " + i + "; ";
      sum.update(tokens[i].getBytes(StandardCharsets.UTF_8));
    }
    tokens[count - 1] = "sum " + Long.toHexString(sum.getValue());
    return tokens;
  }
}
