const { TestEnvironment } = require("jest-environment-jsdom");

/** Projects add to jsdom what their code needs of the web. */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, { fetch, Response, AbortController, AbortSignal });
  }
};
