package dev.runnel.tools;

import static java.util.Objects.requireNonNull;

import dev.runnel.api.Call;
import dev.runnel.api.Capabilities;
import dev.runnel.api.ChatClient;
import dev.runnel.api.ChatRequest;
import dev.runnel.api.ModelInfo;
import dev.runnel.api.Timeouts;
import dev.runnel.api.Tool;
import dev.runnel.guard.CallRuntime;
import dev.runnel.guard.Guard;
import dev.runnel.guard.GuardSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client that runs the tools its models ask for: it asks, runs the functions of the answer's tool
 * calls, gives their results back and asks again, until the model answers without calling one.
 *
 * <pre>{@code
 * try (ToolLoop loop = ToolLoop.over(client).tool(weather, call -> lookUp(call.arguments())).build()) {
 *   loop.call(ChatRequest.of("What is the weather in Ulm?")).stream(System.out::print);
 * }
 * }</pre>
 *
 * <p>What happens in all rounds is one {@link Call}: one of its four views shows it, with the
 * demand, the cancel and the one outcome that every call has. A round that fails or breaks off ends
 * the whole in the same way. Cancelling, and a consumer that throws, stop the model or interrupt
 * the functions, whichever is at work.
 *
 * <ul>
 *   <li>Functions run as soon as their round is whole, several at a time; their results are given
 *       back in the order of the calls. A tool that does not exist, arguments that are no JSON
 *       object, a function that throws and one that takes too long are failed results, which the
 *       model is told; the loop goes on.
 *   <li>Calls of an answer that met its token limit, or was withheld or declined, are not run: the
 *       call completes with that finish reason.
 *   <li>Tools of the request that have no function here are the caller's: a round that calls one
 *       ends the loop, as completed with its tool calls, and none of that round is run.
 *   <li>A {@linkplain ChatRequest#toolChoice choice} that makes the model call a tool counts in the
 *       first round.
 *   <li>The request's own {@link Timeouts} are the clocks of each round; its total, and where it
 *       brings none {@link Timeouts#DEFAULT}'s, is that of the whole, functions included.
 * </ul>
 *
 * <p>Closing it cancels its calls and lets the client be. Safe to use from any thread.
 */
public final class ToolLoop implements ChatClient {
  /** No clock of the whole but the total: the rest are the rounds'. */
  private static final Duration THE_ROUNDS = Duration.ofSeconds(Long.MAX_VALUE);

  /** The loop heeds demand; and a result, however large, is in the conversation anyway. */
  private static final GuardSettings UNBOUNDED =
      GuardSettings.DEFAULT.withMaxBufferedBytes(Integer.MAX_VALUE);

  private final ChatClient client;
  private final LoopSettings settings;
  private final @Nullable CallRuntime owned;
  private final Set<ChatClient> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private ToolLoop(Builder builder) {
    client = builder.client;
    owned = builder.runtime == null ? CallRuntime.create() : null;
    CallRuntime runtime = builder.runtime == null ? requireNonNull(owned) : builder.runtime;
    settings =
        new LoopSettings(
            builder.tools,
            builder.toolTimeout,
            builder.maxRounds,
            builder.parallel,
            builder.executor == null ? runtime.blocking() : builder.executor,
            builder.errorText,
            runtime);
  }

  /**
   * Starts a loop over a client.
   *
   * @param client answers each round; stays open when the loop is closed
   */
  public static Builder over(ChatClient client) {
    return new Builder(requireNonNull(client, "client is null"));
  }

  /**
   * Starts a loop over anything that makes calls, such as {@code runner::call}. What it throws for
   * the first round, {@link #call} throws.
   *
   * @param calls makes the call of each round
   */
  public static Builder over(Function<? super ChatRequest, ? extends Call> calls) {
    return new Builder(new FunctionClient(requireNonNull(calls, "calls is null")));
  }

  @Override
  public String provider() {
    return client.provider();
  }

  @Override
  public String endpoint() {
    return client.endpoint();
  }

  @Override
  public Capabilities capabilities() {
    return client.capabilities();
  }

  @Override
  public CompletionStage<List<ModelInfo>> models() {
    return client.models();
  }

  @Override
  public ToolRun call(ChatRequest request) {
    requireNonNull(request, "request is null");
    if (closed) {
      throw new IllegalStateException("The tool loop is closed");
    }
    Loop loop = new Loop(client, settings, request);
    ChatClient guarded =
        Guard.guard(loop, client.provider(), client.endpoint(), UNBOUNDED, settings.runtime());
    Timeouts clocks =
        request
            .timeouts()
            .orElse(Timeouts.DEFAULT)
            .withFirstContent(THE_ROUNDS)
            .withIdle(THE_ROUNDS);
    Call call = guarded.call(ChatRequest.builder(request).timeouts(clocks).build());
    loop.cancelWhole(call::cancel);
    return new LoopRun(request, call, loop, () -> began(guarded, call));
  }

  private void began(ChatClient guarded, Call call) {
    running.add(guarded);
    call.outcome().whenComplete((outcome, never) -> running.remove(guarded));
    if (closed) { // since the handle was made, perhaps after the others were cancelled
      guarded.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(ChatClient::close);
    if (owned != null) {
      owned.close();
    }
  }

  /** Collects tools and bounds. Not thread-safe. */
  public static final class Builder {
    /** An error's text is for a model to read, not a document. */
    private static final int LONGEST_ERROR = 2_000;

    private final ChatClient client;
    private final Map<String, RegisteredTool> tools = new LinkedHashMap<>();
    private Duration toolTimeout = Duration.ofSeconds(60);
    private int maxRounds = 8;
    private int parallel = 8;
    private @Nullable Executor executor;
    private @Nullable CallRuntime runtime;
    private Function<? super Exception, String> errorText = Builder::message;

    private Builder(ChatClient client) {
      this.client = client;
    }

    /**
     * Adds a tool and what it does.
     *
     * @throws IllegalArgumentException when there is a tool of that name already
     */
    public Builder tool(Tool tool, ToolFunction function) {
      return add(new RegisteredTool(tool, function, null));
    }

    /**
     * As the above, for a tool that takes longer than others, or must not.
     *
     * @param timeout how long its function may run; positive
     */
    public Builder tool(Tool tool, Duration timeout, ToolFunction function) {
      return add(new RegisteredTool(tool, function, positive(timeout)));
    }

    private Builder add(RegisteredTool tool) {
      if (tools.putIfAbsent(tool.tool().name(), tool) != null) {
        throw new IllegalArgumentException("There are two tools '" + tool.tool().name() + "'");
      }
      return this;
    }

    /** Sets how long a function may run that was given no time of its own; default: 60 s. */
    public Builder toolTimeout(Duration timeout) {
      toolTimeout = positive(timeout);
      return this;
    }

    /**
     * Sets how often the model is asked at most; default: 8. Where it still asks for tools in the
     * last round, the call is {@link dev.runnel.api.Outcome.Incomplete} for {@link
     * dev.runnel.api.Outcome.Incomplete.Reason#TOO_MANY_ROUNDS}.
     *
     * @param rounds at least 1
     */
    public Builder maxRounds(int rounds) {
      maxRounds = atLeastOne(rounds, "maxRounds");
      return this;
    }

    /**
     * Sets how many functions of one round run at a time; the others wait. Default: 8.
     *
     * @param functions at least 1: one after the other
     */
    public Builder parallel(int functions) {
      parallel = atLeastOne(functions, "parallel");
      return this;
    }

    /**
     * Runs the functions on these threads instead of the runtime's (virtual ones where the JDK has
     * them, else at most 64). They are not shut down.
     */
    public Builder executor(Executor threads) {
      executor = requireNonNull(threads, "threads is null");
      return this;
    }

    /** Takes threads and time from this instead of a runtime of the loop's own. Not closed. */
    public Builder runtime(CallRuntime shared) {
      runtime = requireNonNull(shared, "shared is null");
      return this;
    }

    /**
     * Sets what the model is told of an exception that a function threw. Default: its message, cut
     * at 2,000 characters; never its class, its cause or its stack trace. It goes to the service.
     *
     * @param text from an exception, on the function's thread; a blank one is replaced
     */
    public Builder errorText(Function<? super Exception, String> text) {
      errorText = requireNonNull(text, "text is null");
      return this;
    }

    /**
     * The loop.
     *
     * @throws IllegalStateException when there is no tool
     */
    public ToolLoop build() {
      if (tools.isEmpty()) {
        throw new IllegalStateException("A tool loop needs at least one tool");
      }
      return new ToolLoop(this);
    }

    private static String message(Exception thrown) {
      String message = String.valueOf(thrown.getMessage());
      return thrown.getMessage() == null
          ? ""
          : message.length() > LONGEST_ERROR ? message.substring(0, LONGEST_ERROR) + "…" : message;
    }

    private static Duration positive(Duration timeout) {
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout is not positive: " + timeout);
      }
      return timeout;
    }

    private static int atLeastOne(int value, String name) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is below 1: " + value);
      }
      return value;
    }
  }
}
