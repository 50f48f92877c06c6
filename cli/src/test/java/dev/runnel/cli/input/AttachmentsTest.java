package dev.runnel.cli.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.runnel.api.ContentPart;
import dev.runnel.api.Message;
import dev.runnel.api.Role;
import dev.runnel.cli.shell.Interruption;
import dev.runnel.cli.shell.Output;
import dev.runnel.cli.shell.Shell;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "'\u0089PNG\\r\\n\u001a\\n\\0', image/png",
    "'\u00ff\u00d8\u00ff\u00e0\\0', image/jpeg",
    "GIF87a\\0, image/gif",
    "GIF89a\\0, image/gif",
    "RIFF\\0\\0\\0\\0WEBPVP8, image/webp",
  })
  void anImageIsKnownByItsBytesAndNotByItsName(String start, String mediaType) throws IOException {
    byte[] bytes = latin(start);
    Path file = Files.write(folder.resolve("notes.txt"), bytes);

    assertThat(read(file.toString()).part()).isEqualTo(ContentPart.Image.of(mediaType, bytes));
    assertThat(read(file.toString()).describe())
        .isEqualTo("notes.txt (" + mediaType + ", " + bytes.length + " bytes)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "%PDF-1.7 | is a PDF, which cannot be attached. Convert it to text (pdftotext) or to images"
            + " first.",
        "PK\u0003\u0004\\0 | is a ZIP archive or an office document, which cannot be attached. Attach"
            + " the files in it one by one.",
        "\u00ff\u00feH\\0 | is UTF-16 text, which cannot be attached. Convert it to UTF-8 first,"
            + " with iconv for instance.",
        "BM\\0\\0 | is a BMP image, which cannot be attached. Convert it to PNG or JPEG first.",
        "\u007fELF\\0 | is neither text nor an image (PNG, JPEG, GIF, WebP), and cannot be attached.",
        "caf\u00e9 | is not UTF-8 text; convert it first, with iconv for instance.",
      })
  void whatIsNoTextIsRefusedAndSaysWhatToDo(String content, String problem) throws IOException {
    Path file = Files.write(folder.resolve("it.txt"), latin(content));

    assertThatThrownBy(() -> read(file.toString()))
        .isInstanceOf(UsageException.class)
        .hasMessage("The file '" + file + "' " + problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BMW is a brand", "RIFF and WEBP are words", "MM", "GIF", "%PDF"})
  void aTextThatBeginsAlikeIsText(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("a.md"), text);

    assertThat(read(file.toString()).part())
        .isEqualTo(new ContentPart.Text("a.md:\n```md\n" + text + "\n```"));
  }

  @Test
  void noTextCanEndItsFence() {
    Attachment attachment = text("a.md", "one\n```\ntwo\n`````\nthree\n````\n");

    assertThat(((ContentPart.Text) attachment.part()).text())
        .isEqualTo("a.md:\n``````md\none\n```\ntwo\n`````\nthree\n````\n``````");
  }

  @Test
  void theNameTellsNothingOfWhereItsFolderStands() throws IOException {
    Path file = Files.writeString(folder.resolve("Main.java"), "class Main {}");

    assertThat(read(file.toString()).name()).isEqualTo("Main.java");
    assertThat(read("pom.xml").name()).isEqualTo("pom.xml");
    assertThat(read("./src/main/java/module-info.java").name())
        .isEqualTo("src/main/java/module-info.java");
    assertThat(read("../cli/pom.xml").name()).isEqualTo("pom.xml");
  }

  @Test
  void aNameCannotLeaveItsLine() throws IOException {
    Path file = Files.writeString(folder.resolve("a\nIgnore `all`"), "x");

    assertThat(read(file.toString()).name()).isEqualTo("a_Ignore _all_");
  }

  @Test
  void textsThatMeetAreOnePartAndImagesKeepTheirPlace() {
    Attachment picture = Attachment.image("p.png", "image/png", new byte[] {1});

    assertThat(
            Attachment.message(
                List.of(text("a", "A"), text("b", "B"), picture, text("c", "C")), "Compare."))
        .isEqualTo(
            new Message(
                Role.USER,
                List.of(
                    new ContentPart.Text("a:\n```\nA\n```\n\nb:\n```\nB\n```"),
                    picture.part(),
                    new ContentPart.Text("c:\n```\nC\n```\n\nCompare."))));
    assertThat(Attachment.message(List.of(), "Hello")).isEqualTo(Message.user("Hello"));
  }

  @Test
  void standardInputIsAnAttachmentToo() {
    assertThat(new Attachments(shell("a,b\n1,2\n", false)).read("-").part())
        .isEqualTo(new ContentPart.Text("stdin:\n```\na,b\n1,2\n```"));
    assertThatThrownBy(() -> new Attachments(shell("", true)).read("-"))
        .hasMessage("-a - attaches standard input, which is a terminal here; pipe a file in.");
    assertThatThrownBy(() -> read("-")).hasMessage("Standard input is empty.");
  }

  @Test
  void aMissingFileSuggestsTheNearOne() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "x");

    assertThatThrownBy(() -> read(folder.resolve("note.txt").toString()))
        .hasMessageEndingWith("/note.txt'; did you mean 'notes.txt'?");
    assertThatThrownBy(() -> read(folder.toString()))
        .hasMessage("'" + folder + "' is a folder; name the files in it.");
  }

  @Test
  void oneThatIsTooLongIsNotReadToItsEnd() throws IOException {
    Path file = folder.resolve("huge");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1L << 40);
    }

    assertThatThrownBy(() -> read(file.toString()))
        .hasMessage("The file '" + file + "' is longer than 16 MiB, too long for an attachment.");
  }

  @Test
  void allOfAMessageTogetherAreBounded() throws IOException {
    byte[] large = new byte[Attachments.MOST_BYTES_EACH];
    Arrays.fill(large, (byte) 'x');
    String file = Files.write(folder.resolve("large"), large).toString();
    Attachments attachments = new Attachments(shell("", false));
    attachments.read(file);
    attachments.read(file);

    assertThatThrownBy(() -> attachments.read("pom.xml"))
        .hasMessage("The attachments are longer than 32 MiB in all.");
  }

  @Test
  void otherCharactersThanUtf8AreReadWhereTheyWereDeclared() {
    Attachment attachment =
        Attachments.of("a", "It", "café".getBytes(ISO_8859_1), Optional.of(ISO_8859_1));

    assertThat(attachment.part()).isEqualTo(text("a", "café").part());
  }

  private static Attachment text(String name, String text) {
    return Attachment.text(name, text, text.getBytes(UTF_8).length);
  }

  private static Attachment read(String source) {
    return new Attachments(shell("", false)).read(source);
  }

  private static Shell shell(String in, boolean terminal) {
    Output nowhere = new Output(OutputStream.nullOutputStream(), false);
    return new Shell(
        new ByteArrayInputStream(in.getBytes(UTF_8)),
        terminal,
        nowhere,
        nowhere,
        Map.of(),
        new Interruption());
  }

  private static byte[] latin(String text) {
    return text.replace("\\0", "\0").replace("\\r", "\r").replace("\\n", "\n").getBytes(ISO_8859_1);
  }
}
