const { open, until } = require("./support.cjs");

/** So long on the fake clock. */
function passes(ms) {
  jest.advanceTimersByTime(ms);
  return true;
}

let socket;
afterEach(() => {
  jest.useRealTimers();
  socket.disconnect();
});

describe.each([["websocket"], ["polling"]])("fake timers from before connecting, %s", (transport) => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    socket = open(transport);
  });

  test("connects, and gets answers", async () => {
    await until(() => passes(1) && socket.connected);
    let answer;
    socket.emit("echo", 1, (value) => {
      answer = value;
    });
    await until(() => passes(1) && answer);
    expect(answer).toBe(1);
  });

  test("a time limit passes as the fake clock does", async () => {
    await until(() => passes(1) && socket.connected);
    const errors = [];
    socket.timeout(1_000).emit("silent", (error) => errors.push(error.message));
    jest.advanceTimersByTime(999);
    expect(errors).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(errors).toEqual(["operation has timed out"]);
  });

  test("no heartbeat for longer than the server's: lost, and back as the fake clock passes", async () => {
    await until(() => passes(1) && socket.connected);
    const reasons = [];
    socket.on("disconnect", (reason) => reasons.push(reason));
    jest.advanceTimersByTime(6_000);
    await until(() => reasons.length);
    expect(reasons).toEqual(["ping timeout"]);
    await until(() => passes(100) && socket.connected);
  });
});
