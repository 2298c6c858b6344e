import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "../../docs/compatibility.md");

/** Puts a table between the comments of that name in docs/compatibility.md. */
export function writeTable(name, head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
  const text = readFileSync(file, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, after] = [text.indexOf(begin), text.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${file} has no place for the table ${name}`);
  writeFileSync(file, `${text.slice(0, before + begin.length)}\n${table}\n${text.slice(after)}`);
  console.log(table);
}
