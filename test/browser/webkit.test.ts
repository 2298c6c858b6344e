import { scenario } from "./scenario.ts";
import { inBrowser } from "./support/suite.ts";

inBrowser("WebKit", scenario);
