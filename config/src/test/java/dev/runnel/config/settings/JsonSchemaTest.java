package dev.runnel.config.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.runnel.discovery.Providers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An editor that goes by the schema agrees with the reader. */
class JsonSchemaTest {
  private final Providers providers = Providers.builder().discover();

  @AfterEach
  void close() {
    providers.close();
  }

  @Test
  void itIsAValidSchemaOfTheDraftThatItNames() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(JsonSchema.of(providers));

    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                .getSchema(URI.create("http://json-schema.org/draft-07/schema#"))
                .validate(schema))
        .isEmpty();
    assertThat(schema.toString()).doesNotContain("api-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model = \"x\"\nstrict = true\ntemperature = 1\nmax-tokens = 3\nunofficial = \"allow\"",
        "[timeouts]\nidle = \"1m\"\ntotal = \"PT1H\"\n[log]\nenabled = false",
        "[attempts]\nmost = 2\n[breaker]\nopen = \"1s\"",
        "[endpoints.cloud]\ntries = 3\nrate = 0.5\ntrim = true\nmodels = [\"a\"]\nwait = \"5s\"",
        "[endpoints.mine]\nprovider = \"cloud\"\nbase-url = \"https://me.example\"\nlimits.queue=0",
        "[endpoints.\"*\"]\nproxy = \"http://proxy.example:1\"",
        "[gateway]\nhost = \"::\"\nport = 0\nmax-body = \"1 MiB\"\ncors-origins = [\"http://a.b\"]",
        "[endpoints.cloud]\non-disconnect = \"drain 5s\"\n[endpoints.\"*\"]\non-disconnect = \"cancel\"",
        "[models]\na = \"cloud/x\"\nb = { candidates = [\"cloud\"], weights = [2] }"
      })
  void itTakesWhatIsRight(String toml) throws IOException {
    assertThat(problems(toml)).isEmpty();
    assertThat(mistakes(toml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "modle = \"x\"",
        "strict = \"yes\"",
        "unofficial = \"perhaps\"",
        "[timeouts]\nidle = 5",
        "[timeouts]\nidle = \"soon\"",
        "[endpoints.cloud]\ntrise = 1",
        "[endpoints.cloud]\ntries = \"3\"",
        "[endpoints.cloud]\napi-key = \"sk-1\"",
        "[endpoints.cloud.limits]\nconcurency = 1",
        "[endpoints.clod]\ntries = 1",
        "[gateway]\nprot = 1",
        "[gateway]\nport = \"1\"",
        "[gateway]\nmax-body = \"a lot\"",
        "[endpoints.cloud]\non-disconnect = \"wait\"",
        "[models]\na = 3",
        "[models]\na = {}",
        "[models.a]\ncandidates = [\"cloud\"]\nstrategy = \"random\"",
        "[models.a]\ncandidates = [\"cloud\"]\nweights = [0]"
      })
  void itRefusesWhatTheReaderRefuses(String toml) throws IOException {
    assertThat(problems(toml)).isNotEmpty();
  }

  private Set<ValidationMessage> problems(String toml) throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
        .getSchema(JsonSchema.of(providers))
        .validate(new TomlMapper().readTree(toml));
  }

  private Set<String> mistakes(String toml) throws IOException {
    Path file = Files.createTempFile("runnel", ".toml");
    try {
      Files.writeString(file, toml);
      return Set.copyOf(
          Settings.read(List.of(new ConfigFile(file, "f", true)), Map.of(), providers)
              .mistakes()
              .stream()
              .map(Object::toString)
              .toList());
    } finally {
      Files.delete(file);
    }
  }
}
