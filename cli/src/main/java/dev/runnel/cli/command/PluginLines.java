package dev.runnel.cli.command;

import dev.runnel.cli.render.JsonLine;
import dev.runnel.cli.shell.ControlCharacters;
import dev.runnel.cli.shell.Output;
import dev.runnel.discovery.FoundProvider;
import dev.runnel.discovery.Providers;
import dev.runnel.discovery.QuarantinedProvider;
import dev.runnel.plugins.PluginStatus;
import dev.runnel.plugins.Plugins;
import java.util.List;
import java.util.stream.Stream;

/** What became of plugins, a line for each of their providers. */
final class PluginLines {
  private PluginLines() {}

  /** For people: those that work, then those out of use. */
  static List<String> text(List<PluginStatus> plugins) {
    return Stream.concat(
            plugins.stream().flatMap(one -> one.working().stream().map(it -> working(one, it))),
            plugins.stream().flatMap(one -> one.broken().stream().map(it -> broken(one, it))))
        .map(line -> ControlCharacters.neutralised(line.replace("\n", " ")))
        .toList();
  }

  /** For programs, one JSON object a line, in the same order. */
  static List<String> json(List<PluginStatus> plugins) {
    return Stream.concat(
            plugins.stream().flatMap(one -> one.working().stream().map(it -> object(one, it))),
            plugins.stream().flatMap(one -> one.broken().stream().map(it -> object(one, it))))
        .toList();
  }

  /** Tells of those that do not work. */
  static void warn(Plugins plugins, Providers providers, Output err) {
    PluginStatus.of(plugins, providers)
        .forEach(one -> one.broken().forEach(it -> err.tell("warning: " + where(one, it))));
  }

  private static String working(PluginStatus plugin, FoundProvider provider) {
    return provider.id()
        + "  "
        + provider.source().version().orElse("-")
        + "  SPI "
        + provider.description().spiGeneration()
        + "  "
        + plugin.plugin().path()
        + plugin.plugin().installed().map(origin -> "  " + origin).orElse("");
  }

  private static String broken(PluginStatus plugin, QuarantinedProvider provider) {
    return provider.id().orElse(plugin.plugin().name())
        + "  "
        + provider.source().version().orElse("-")
        + "  out of use  "
        + where(plugin, provider);
  }

  /** Where it lies and why it does not work; some reasons begin with the place themselves. */
  private static String where(PluginStatus plugin, QuarantinedProvider provider) {
    String place = plugin.plugin().path().toString();
    String reason = provider.reason();
    return reason.startsWith(place) ? reason : place + ": " + reason;
  }

  private static String object(PluginStatus plugin, FoundProvider provider) {
    return JsonLine.event("plugin")
        .put("id", provider.id())
        .put("version", provider.source().version())
        .put("spi_generation", provider.description().spiGeneration())
        .put("class", provider.source().className())
        .put("path", plugin.plugin().path().toString())
        .put("jar", provider.source().jar())
        .put("installed", plugin.plugin().installed())
        .toString();
  }

  private static String object(PluginStatus plugin, QuarantinedProvider provider) {
    return JsonLine.event("quarantined")
        .put("id", provider.id())
        .put("version", provider.source().version())
        .put("path", plugin.plugin().path().toString())
        .put("jar", provider.source().jar())
        .put("installed", plugin.plugin().installed())
        .put("reason", provider.reason())
        .toString();
  }
}
