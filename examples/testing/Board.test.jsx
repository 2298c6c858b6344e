import { act, cleanup, render, screen } from "@testing-library/react";
import { testNetwork } from "holdfast/testing";
import { Server } from "socket.io";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Board } from "./Board.jsx";
import { serveOrders } from "./server.cjs";

let net, server;
beforeEach(() => {
  globalThis.IS_REACT_ACT_ENVIRONMENT = true;
  net = testNetwork();
  server = new Server();
  serveOrders(server);
  net.serve("http://localhost:3000", server);
  net.install();
});
afterEach(async () => {
  cleanup();
  await net.close();
});

test("a dish is shown, and that the network is gone", async () => {
  render(<Board server="http://localhost:3000" />);
  await act(() => net.settled());
  server.emit("cook", "soup");
  await act(() => net.settled());
  expect([screen.getByRole("status").textContent, screen.getByText("soup").tagName]).toEqual(["connected", "LI"]);
  act(() => net.offline());
  expect(screen.getByRole("status").textContent).toBe("offline");
});
