/** @jest-environment ./environment.cjs */
const { live } = require("./life.cjs");

test("jsdom with a fetch, as it is by default", () => live(undefined), 20_000);
test("jsdom with a fetch, polling", () => live(["polling"]), 20_000);
