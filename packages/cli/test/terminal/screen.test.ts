import { expect, it } from "vitest";
import { LineScreen, LiveScreen } from "../../src/terminal/screen.ts";
import { Terminal } from "../support/terminal.ts";

it("draws below the lines that stay, and replaces the drawing", () => {
  const terminal = new Terminal();
  const screen = new LiveScreen(terminal);
  screen.print("first");
  screen.draw(["a 1", "b 1", "c 1"]);
  screen.print("second");
  screen.draw(["a 2", "b 2"]);
  expect(terminal.text).toBe("first\nsecond\na 2\nb 2");
});

it("leaves a shorter drawing without remains of a longer one", () => {
  const terminal = new Terminal();
  const screen = new LiveScreen(terminal);
  screen.draw(["a long line", "another one"]);
  screen.draw(["short"]);
  expect(terminal.text).toBe("short");
});

it("never lets a drawing be wider or higher than the terminal", () => {
  const terminal = new Terminal(10, 5);
  const screen = new LiveScreen(terminal);
  const lines = ["0123456789", "1", "2", "3", "4", "5"];
  screen.draw(lines);
  screen.draw(lines);
  expect(terminal.text).toBe("01234567…\n1\n2");
});

it("keeps lines that stay whole, however long they are", () => {
  const terminal = new Terminal(10, 5);
  const screen = new LiveScreen(terminal);
  screen.draw(["x"]);
  screen.print("0123456789abc");
  screen.draw(["y"]);
  expect(terminal.text).toBe("0123456789\nabc\ny");
});

it("keeps the last drawing when closed, and prints below it", () => {
  const terminal = new Terminal();
  const screen = new LiveScreen(terminal);
  screen.draw(["table"]);
  screen.close();
  screen.draw(["not drawn any more"]);
  screen.print("done");
  expect(terminal.text).toBe("table\ndone");
});

it("never hides the cursor and never leaves the screen: there is nothing to restore", () => {
  const terminal = new Terminal();
  const screen = new LiveScreen(terminal);
  screen.draw(["a", "b"]);
  screen.print("c");
  screen.close();
  const kinds = new Set(terminal.sequences.map((sequence) => sequence.replace(/^\[\d+A$/, "[A")));
  expect([...kinds].sort()).toEqual(["[?2026h", "[?2026l", "[A", "[J", "[K"]);
});

it("keeps a prompt below the drawing, and turns an entered line into one that stays", () => {
  const terminal = new Terminal();
  const screen = new LiveScreen(terminal);
  let typed = "";
  screen.draw(["table 1"]);
  screen.usePrompt({ rowsAbove: () => 0, refresh: () => terminal.write(`\r> ${typed}`) });
  expect(terminal.text).toBe("table 1\n>");
  typed = "move 3";
  screen.draw(["table 2"]);
  expect(terminal.text).toBe("table 2\n> move 3");
  typed = "";
  terminal.write("\r\n");
  screen.entered("> move 3", 1);
  screen.print("sent");
  expect(terminal.text).toBe("> move 3\nsent\ntable 2\n>");
});

it("takes the rows of a prompt that is longer than the terminal into account", () => {
  const terminal = new Terminal(10);
  const screen = new LiveScreen(terminal);
  screen.draw(["table"]);
  screen.usePrompt({ rowsAbove: () => 1, refresh: () => terminal.write("\r> 23456789abc") });
  screen.draw(["table"]);
  expect(terminal.text).toBe("table\n> 23456789\nabc");
});

it("prints lines and draws nothing where there is no terminal", () => {
  const terminal = new Terminal();
  const screen = new LineScreen(terminal);
  screen.draw();
  screen.print("a");
  expect(terminal.text).toBe("a");
  expect(terminal.sequences).toEqual([]);
});
