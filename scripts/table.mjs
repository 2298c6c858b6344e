/** The tables in docs/compatibility.md that programs write. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "../docs/compatibility.md");

/** The text of docs/compatibility.md: before, between and after the comments of that name. */
function cut(name) {
  const text = readFileSync(file, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, after] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (before < begin.length || after < before) throw new Error(`${file} has no place for the table ${name}`);
  return [text.slice(0, before), text.slice(before, after), text.slice(after)];
}

/** The rows of that table, without its head. */
export function readTable(name) {
  const [, table] = cut(name);
  const lines = table.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => line.slice(2, -2).split(" | "));
}

/** Puts a table between the comments of that name in docs/compatibility.md. */
export function writeTable(name, head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
  const [before, , after] = cut(name);
  writeFileSync(file, `${before}\n${table}\n${after}`);
  console.log(table);
}
