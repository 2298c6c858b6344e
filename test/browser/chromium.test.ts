import { scenario } from "./scenario.ts";
import { inBrowser } from "./support/suite.ts";

inBrowser("Chromium", scenario);
