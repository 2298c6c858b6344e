// A test framework as small as karma takes one: what it is told goes over karma's socket.
window.__karma__.start = () => {
  const { __karma__: karma } = window;
  const tests = { adds: 1 + 1 === 2, fails: 1 + 1 === 3 };
  karma.info({ total: Object.keys(tests).length });
  console.log("from the page");
  for (const [description, success] of Object.entries(tests))
    karma.result({
      id: description,
      description,
      suite: ["sums"],
      success,
      skipped: false,
      time: 0,
      log: success ? [] : ["it is not 3"],
    });
  karma.complete({});
};
