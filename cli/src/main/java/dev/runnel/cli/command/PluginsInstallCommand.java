package dev.runnel.cli.command;

import dev.runnel.cli.download.DownloadBar;
import dev.runnel.cli.input.UsageException;
import dev.runnel.cli.shell.ExitCode;
import dev.runnel.cli.shell.Shell;
import dev.runnel.plugins.Finding;
import dev.runnel.plugins.install.ArtifactResolver;
import dev.runnel.plugins.install.Candidate;
import dev.runnel.plugins.install.InstallException;
import dev.runnel.plugins.install.Installation;
import dev.runnel.plugins.install.JarCandidate;
import dev.runnel.plugins.install.PluginInstaller;
import dev.runnel.plugins.install.ResolveRequest;
import dev.runnel.plugins.lock.Coordinate;
import dev.runnel.plugins.lock.LockedPlugin;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code runnel plugins install}: gets a plugin from repositories, or takes a jar. */
@Command(
    name = "install",
    sortOptions = false,
    description = {
      "Install a plugin into your folder: from Maven repositories, with what it needs, or from a jar"
          + " that you were given. It is loaded once to see that it works, which runs its code. Either"
          + " all of it is installed or nothing has changed.",
      "",
      "Exit codes: 0 it is installed, 2 it would not do, 5 it cannot be fetched or written."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  runnel plugins install com.acme:acme-provider      its newest release",
      "  runnel plugins install com.acme:acme-provider:1.0  this version",
      "  runnel plugins install acme.jar                    a file alone",
      "  runnel plugins install --repository https://repo.acme.com com.acme:provider",
      "",
      "Repositories, mirrors, proxies, credentials and the local repository are those",
      "of Maven's settings: ~/.m2/settings.xml, and conf/settings.xml of MAVEN_HOME",
      "below it."
    })
final class PluginsInstallCommand extends ShellCommand {
  @Parameters(paramLabel = "PLUGIN", description = "group:artifact[:version], or FILE.jar.")
  String plugin = "";

  @Option(
      names = "--repository",
      paramLabel = "[ID=]URL",
      description =
          "Ask this repository, too, before the others. The settings may have credentials for the ID."
              + " Repeatable.")
  List<String> repositories = new ArrayList<>();

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "Maven's settings; default: ~/.m2/settings.xml.")
  Path settings = Path.of("");

  @Option(
      names = "--offline",
      description = "Ask nobody: take what is in the local repository already.")
  boolean offline;

  @Option(names = "--dry-run", description = "Do all but the last step, and say what it would be.")
  boolean dryRun;

  @Option(names = "--json", description = "Print one JSON object: what was installed, jar by jar.")
  boolean json;

  PluginsInstallCommand(Shell shell) {
    super(shell);
  }

  @Override
  int run() {
    try {
      PluginInstaller installer = Installers.of(shell.environment());
      Candidate candidate = candidate();
      report(dryRun ? installer.rehearse(candidate) : installer.install(candidate));
      return ExitCode.OK;
    } catch (InstallException e) {
      e.findings().stream()
          .filter(it -> it.verdict() == Finding.Verdict.PROBLEM)
          .forEach(it -> shell.err().tell("problem  " + it.text()));
      throw e;
    }
  }

  private Candidate candidate() {
    Optional<Path> file = file();
    if (file.isPresent()) {
      return JarCandidate.of(file.get());
    }
    try (DownloadBar bar = DownloadBar.of(shell, verbose)) {
      return ArtifactResolver.find(Installers.libraries()).resolve(request(), bar);
    }
  }

  /** What has no colon, or ends as a file does, is one. */
  private Optional<Path> file() {
    boolean named = plugin.endsWith(".jar") || !plugin.contains(":");
    try {
      Path path = Path.of(plugin);
      if (Files.isRegularFile(path)) {
        return Optional.of(path);
      }
      if (Files.isDirectory(path)) {
        throw new UsageException(
            plugin + " is a folder; put it into your folder of plugins, or name a jar of it.");
      }
    } catch (InvalidPathException e) {
      named = false;
    }
    if (named) {
      throw new UsageException(
          "There is no file "
              + plugin
              + ", and it is not group:artifact[:version] either, as in com.acme:acme-provider:1.0.");
    }
    return Optional.empty();
  }

  private ResolveRequest request() {
    Coordinate coordinate;
    try {
      coordinate = Coordinate.parse(plugin);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "'" + plugin + "' is not the coordinate of a plugin: " + e.getMessage() + ".", e);
    }
    return new ResolveRequest(
        coordinate,
        new NamedRepositories(repositories).all(),
        Optional.of(settings).filter(it -> !it.toString().isEmpty()),
        offline,
        shell.environment());
  }

  private void report(Installation installation) {
    LockedPlugin locked = installation.plugin();
    installation.advice().forEach(it -> shell.err().tell("advice   " + it.text()));
    if (json) {
      Path folder = Installers.folder(shell.environment());
      shell.out().line(InstallationJson.of(installation, folder, dryRun));
      return;
    }
    String jars = locked.jars().size() == 1 ? "1 jar" : locked.jars().size() + " jars";
    shell.out().line(title(installation) + " (" + jars + ") " + what(installation));
  }

  /** {@code acme 1.0}, or {@code acme 1.0 → 1.1} where it takes the place of another version. */
  private static String title(Installation installation) {
    LockedPlugin locked = installation.plugin();
    Optional<String> old = installation.before().flatMap(PluginsInstallCommand::version);
    Optional<String> now = version(locked);
    return old.isPresent() && now.isPresent() && !old.equals(now)
        ? locked.name() + " " + old.get() + " → " + now.get()
        : locked.title();
  }

  private static Optional<String> version(LockedPlugin plugin) {
    return plugin.coordinate().flatMap(Coordinate::version);
  }

  private String what(Installation installation) {
    if (!installation.changed()) {
      return "is installed already.";
    }
    if (dryRun) {
      return "would be installed.";
    }
    return (installation.before().equals(Optional.of(installation.plugin()))
            ? "installed again: its files were damaged"
            : "installed")
        + "; ask it: runnel chat -p "
        + installation.ids().get(0)
        + " \"Hello\"";
  }
}
