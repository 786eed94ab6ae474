package dev.maskwise.job.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maskwise.report.OneLine;
import dev.maskwise.run.Manifest;
import dev.maskwise.run.Manifest.Input;
import dev.maskwise.run.StoredRun;
import dev.maskwise.run.store.NamedRun;
import dev.maskwise.run.store.RunNames;
import dev.maskwise.run.store.RunNotes;
import dev.maskwise.run.store.RunNotes.Note;
import dev.maskwise.run.store.RunStore;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code maskwise history show}: what a run is, what was judged of it and what was said. */
@Command(
    name = "show",
    description = "Shows a run: what it was made of, its verdict, its names and notes.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    sortOptions = false)
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RUN",
      defaultValue = "@last",
      description =
          "@last, @last-green, @NAME, @2026-11-30, or how its id begins. Default: ${DEFAULT-VALUE}.")
  private String reference = "@last";

  @Mixin private final StoreOptions storeOptions = new StoreOptions();

  @Option(names = "--json", description = "As JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunStore store = storeOptions.open();
    StoredRun run = StoreOptions.run(store, reference);
    List<NamedRun> names =
        new RunNames(store)
            .all().stream().filter(named -> run.manifest().run().equals(named.run())).toList();
    List<Note> notes = new RunNotes(run).all();
    if (json) {
      out.println(HistoryJson.text(json(run, names, notes)));
    } else {
      print(out, run, names, notes);
    }
    out.flush();
    return 0;
  }

  private static void print(
      PrintWriter out, StoredRun run, List<NamedRun> names, List<Note> notes) {
    Manifest manifest = run.manifest();
    line(out, "Run", manifest.run());
    line(out, "Place", run.directory().toString());
    line(out, "Time", manifest.started() + " to " + manifest.ended());
    line(out, "State", run.state().label());
    for (NamedRun name : names) {
      line(out, name.pinned() ? "Pinned as" : "Name", name.name() + " " + said(name));
    }
    for (Input input : manifest.inputs()) {
      line(out, input.model() == null ? "Truth" : "Model", place(input));
    }
    line(
        out,
        "Images",
        "%s evaluated, %s rejected"
            .formatted(
                TextTable.count(manifest.images().evaluated()),
                TextTable.count(manifest.images().rejected())));
    if (manifest.reused() != null) {
      line(
          out,
          "Reused",
          "%s of them, from %s"
              .formatted(TextTable.count(manifest.reused().images()), manifest.reused().run()));
    }
    line(
        out,
        "Versions",
        "Maskwise %s, Spark %s, Java %s"
            .formatted(
                manifest.versions().maskwise(),
                manifest.versions().spark(),
                manifest.versions().java()));
    line(out, "Definition", manifest.definitionDigest());
    line(out, "Files", String.join(", ", manifest.files()));
    for (Note note : notes) {
      line(out, "Note", "%s (%s, %s)".formatted(note.text(), note.by(), note.at()));
    }
  }

  private static String place(Input input) {
    return input.model() == null ? input.location() : input.model() + ", " + input.location();
  }

  private static String said(NamedRun name) {
    return "(%s, %s%s)"
        .formatted(name.by(), name.at(), name.reason() == null ? "" : ": " + name.reason());
  }

  private static void line(PrintWriter out, String what, String text) {
    out.printf("%-11s %s%n", what, OneLine.of(text));
  }

  private static ObjectNode json(StoredRun run, List<NamedRun> names, List<Note> notes) {
    ObjectNode node = HistoryJson.object();
    node.put("place", run.directory().toString()).put("state", run.state().label());
    node.set("manifest", HistoryJson.of(run.manifest()));
    run.added(StoredRun.VERDICT)
        .ifPresent(verdict -> node.set("verdict", HistoryJson.parsed(verdict)));
    ArrayNode named = node.putArray("names");
    names.forEach(name -> named.add(HistoryJson.of(name)));
    ArrayNode noted = node.putArray("notes");
    notes.forEach(note -> noted.add(HistoryJson.of(note)));
    return node;
  }
}
