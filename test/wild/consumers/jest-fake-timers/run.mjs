import { runJest } from "../../support/jest.mjs";

await runJest(import.meta.dirname, "node");
