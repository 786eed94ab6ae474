package dev.maskwise.zeppelin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.zeppelin.interpreter.InterpreterResult;
import org.apache.zeppelin.interpreter.InterpreterResult.Code;
import org.apache.zeppelin.interpreter.InterpreterResultMessage;

/** What stands below a paragraph after it ran. */
record Shown(Code code, List<InterpreterResultMessage> messages) {

  Shown succeeded() {
    assertThat(code).as(text()).isEqualTo(Code.SUCCESS);
    return this;
  }

  /** The sentence with which it failed. */
  String failure() {
    assertThat(code).as(text()).isEqualTo(Code.ERROR);
    assertThat(messages).isNotEmpty();
    return messages.get(messages.size() - 1).getData();
  }

  /** All that is shown, one after another. */
  String text() {
    StringBuilder text = new StringBuilder();
    messages.forEach(message -> text.append(message.getData()));
    return text.toString();
  }

  /** The rows of the one table, read as Zeppelin's page reads them: by name of the column. */
  List<TableRow> table() {
    List<InterpreterResultMessage> tables =
        messages.stream()
            .filter(message -> message.getType() == InterpreterResult.Type.TABLE)
            .toList();
    assertThat(tables).hasSize(1);
    List<String[]> lines =
        Arrays.stream(tables.get(0).getData().split("\n"))
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.split("\t", -1))
            .toList();
    List<TableRow> rows = new ArrayList<>();
    for (String[] cells : lines.subList(1, lines.size())) {
      assertThat(cells).hasSameSizeAs(lines.get(0));
      rows.add(TableRow.of(lines.get(0), cells));
    }
    return rows;
  }
}
