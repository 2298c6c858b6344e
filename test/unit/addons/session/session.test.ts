import { fromStorage, type SessionStorage } from "holdfast/session";
import { afterEach, describe, expect, test, vi } from "vitest";
import { startsClients } from "../../../support/fake-client.ts";
import { settle as turns } from "../../../support/fake-platform.ts";

const start = startsClients();
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** Until a storage that answers at once has been read and written. */
const settle = async (): Promise<void> => {
  await turns();
  await turns();
};

/** A storage that can be looked into. */
const memory = () => {
  const entries = new Map<string, string>();
  const storage = {
    getItem: (name: string) => entries.get(name) ?? null,
    setItem: (name: string, value: string) => void entries.set(name, value),
    removeItem: (name: string) => void entries.delete(name),
  };
  return { entries, storage, text: () => [...entries].map(([name, value]) => `${name} ${value}`) };
};

const NAME = "holdfast:http://host:/:";
const entry = (pid: string, offset: string): string => `${NAME} ${JSON.stringify({ pid, offset })}`;

/** A page that has joined with this session; what CONNECT said. */
const visit = async (storage: SessionStorage, pid: string | undefined, options: object = {}) => {
  const client = start({ session: fromStorage(storage), ...options });
  client.ws.accept();
  await settle();
  const [connect] = client.ws.take();
  client.ws.receive(`40${JSON.stringify({ sid: "sid", pid })}`);
  await settle();
  return { ...client, socket: client.socket, ws: client.ws, connect };
};

/** Web Locks of a browser, for all pages of a test. */
const fakeLocks = () => {
  const taken = new Map<string, (() => void)[]>();
  const request = (name: string, { signal }: { signal: AbortSignal }, held: () => Promise<void>): Promise<void> =>
    new Promise((resolve, reject) => {
      const next = (): void => {
        const waiting = taken.get(name)!;
        const first = waiting.shift();
        if (first) first();
        else taken.delete(name);
      };
      const take = (): void => void held().then(next).then(resolve);
      signal.addEventListener("abort", () => reject(signal.reason));
      const waiting = taken.get(name);
      if (waiting) waiting.push(() => (signal.aborted ? next() : take()));
      else {
        taken.set(name, []);
        take();
      }
    });
  vi.stubGlobal("navigator", { locks: { request } });
  return () => [...taken.keys()];
};

/** A window, for pagehide alone; the world of a test has its own for the core. */
const fakePage = (): EventTarget => {
  const page = new EventTarget();
  vi.stubGlobal("document", {});
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  return page;
};

describe("on Node", () => {
  test("the next process goes on with the session, from the last event on", async () => {
    const { storage, text } = memory();
    const one = await visit(storage, "pid");
    expect([one.connect, one.socket.recovered, text()]).toEqual(["40", false, []]);
    one.ws.receive('42["n",1,"offset 1"]');
    expect(text()).toEqual([]);
    await settle();
    expect(text()).toEqual([entry("pid", "offset 1")]);
    const { entries } = memory();
    // as it is after a crash
    for (const [name, value] of [[NAME, text()[0]!.slice(NAME.length + 1)]] as const) entries.set(name, value);
    const other = { getItem: (name: string) => entries.get(name), setItem: () => {}, removeItem: () => {} };
    const two = await visit(other, "pid");
    expect([two.connect, two.socket.recovered]).toEqual(['40{"pid":"pid","offset":"offset 1"}', true]);
  });

  test("several events in a turn are written once, after their listeners", async () => {
    const { storage, text } = memory();
    const set = vi.spyOn(storage, "setItem");
    const { socket, ws } = await visit(storage, "pid");
    const seen: unknown[] = [];
    socket.on("n", () => seen.push(text()));
    ws.receive('42["n",1,"offset 1"]', '42["n",2,"offset 2"]');
    await settle();
    expect([seen, text(), set.mock.calls.length]).toEqual([[[], []], [entry("pid", "offset 2")], 1]);
  });

  test("the entry is erased when it is read", async () => {
    const { storage, text, entries } = memory();
    entries.set(NAME, '{"pid":"old","offset":"7"}');
    const { connect, socket } = await visit(storage, "new");
    expect([connect, socket.recovered, text()]).toEqual(['40{"pid":"old","offset":"7"}', false, [entry("new", "7")]]);
  });

  test("an asynchronous storage is waited for; one that fails, or has nonsense, has nothing", async () => {
    const { storage, text } = memory();
    const later: SessionStorage = {
      getItem: async (name) => (name === NAME ? '{"pid":"old","offset":"7"}' : null),
      setItem: async () => Promise.reject(new Error("full")),
      removeItem: async (name) => storage.removeItem(name),
    };
    expect((await visit(later, "old")).connect).toBe('40{"pid":"old","offset":"7"}');
    const broken: SessionStorage = {
      getItem: () => {
        throw new Error("blocked");
      },
      setItem: () => {
        throw new Error("blocked");
      },
      removeItem: () => {
        throw new Error("blocked");
      },
    };
    const { connect, ws } = await visit(broken, "pid");
    ws.receive('42["n",1,"offset 1"]');
    await settle();
    expect(connect).toBe("40");
    for (const value of ["{", "null", "7", '{"pid":1,"offset":{}}', '{"pid":"x"}']) {
      const nonsense = { ...storage, getItem: () => value };
      expect((await visit(nonsense, undefined)).connect, value).toBe("40");
    }
    expect(text()).toEqual([]);
  });

  test("what an asynchronous storage is slow to write does not come after what is written later", async () => {
    const { storage, text } = memory();
    const held: (() => void)[] = [];
    const slow = {
      ...storage,
      setItem: (name: string, value: string) =>
        new Promise<void>((resolve) => {
          held.push(() => resolve(storage.setItem(name, value)));
        }),
    };
    const { socket, ws } = await visit(slow, "p1");
    for (const n of [1, 2, 3]) {
      ws.receive(`42["n",${n},"o${n}"]`);
      await settle();
    }
    // the second was overtaken before it was begun
    held[0]?.();
    await settle();
    held[1]?.();
    await settle();
    expect([held.length, text()]).toEqual([2, [entry("p1", "o3")]]);
    ws.receive('42["n",4,"o4"]');
    await settle();
    socket.disconnect();
    socket.connect();
    held[2]?.();
    await settle();
    expect([held.length, text()]).toEqual([3, []]);
  });

  test("a socket that comes after disconnect() waits until the entry is erased", async () => {
    const { storage } = memory();
    let erase = (): void => {};
    const slow = {
      ...storage,
      removeItem: (name: string) =>
        new Promise<void>((resolve) => {
          erase = () => resolve(storage.removeItem(name));
        }),
    };
    const first = await visit(slow, "p1");
    erase();
    first.ws.receive('42["n",1,"o1"]');
    await settle();
    first.socket.disconnect();
    const second = start({ session: fromStorage(slow) });
    second.ws.accept();
    await settle();
    expect(second.ws.take()).toEqual([]);
    erase();
    await settle();
    expect(second.ws.take()).toEqual(["40"]);
  });

  test("sessionStorage in which the app keeps something named storage is one all the same", async () => {
    const { storage, text } = memory();
    const { socket, ws } = await visit(Object.assign(Object.create(storage), { storage: "full" }), "p1");
    ws.receive('42["n",1,"o1"]');
    await settle();
    expect(text()).toEqual([entry("p1", "o1")]);
    socket.disconnect();
  });

  test("disconnect() erases it, and the next connection is a new session", async () => {
    const { storage, text } = memory();
    const { socket, ws, world } = await visit(storage, "pid");
    ws.receive('42["n",1,"offset 1"]');
    socket.disconnect();
    await settle();
    expect(text()).toEqual([]);
    world.advance(1_000);
    ws.end(null);
    socket.connect();
    world.sockets.at(-1)!.accept();
    await settle();
    expect(world.sockets.at(-1)!.take()).toEqual(["40"]);
  });

  test("a socket that the server ends hands it back; it may go on with it itself", async () => {
    const { storage, text } = memory();
    const { socket, ws, world } = await visit(storage, "pid");
    ws.receive('42["n",1,"offset 1"]', "41");
    expect(text()).toEqual([entry("pid", "offset 1")]);
    world.advance(1_000);
    ws.end(null);
    socket.connect();
    world.sockets.at(-1)!.accept();
    await settle();
    expect(world.sockets.at(-1)!.take()).toEqual(['40{"pid":"pid","offset":"offset 1"}']);
  });

  test("a lost connection changes nothing: the socket goes on with its session", async () => {
    const { storage } = memory();
    const get = vi.spyOn(storage, "getItem");
    const { ws, world } = await visit(storage, "pid");
    ws.receive('42["n",1,"offset 1"]');
    ws.end();
    world.advance(10_000);
    world.sockets.at(-1)!.accept();
    await settle();
    expect(world.sockets.at(-1)!.take()).toEqual(['40{"pid":"pid","offset":"offset 1"}']);
    expect(get).toHaveBeenCalledOnce();
  });

  test("one socket holds it; a second one neither reads nor writes, until the first is done", async () => {
    const { storage, text } = memory();
    const one = await visit(storage, "one");
    one.ws.receive('42["n",1,"offset 1"]');
    await settle();
    const two = await visit(storage, "two");
    two.ws.receive('42["n",1,"offset 2"]');
    await settle();
    expect([two.connect, text()]).toEqual(["40", [entry("one", "offset 1")]]);
    two.socket.disconnect();
    await settle();
    expect(text()).toEqual([entry("one", "offset 1")]);
  });

  test("another key, namespace or address is another entry", async () => {
    const { storage, text } = memory();
    const session = fromStorage({ storage, key: "ada" });
    const one = await visit(storage, "one", { session });
    one.ws.receive('42["n",1,"offset 1"]');
    const two = await visit(storage, "two");
    two.ws.receive('42["n",1,"offset 2"]');
    await settle();
    expect(text().map((line) => line.split(" ")[0])).toEqual([`${NAME}ada`, NAME]);
  });

  test("a socket that is left before the storage has answered holds nothing", async () => {
    const { storage, entries } = memory();
    let answer = (_text: string): void => {};
    const slow = { ...storage, getItem: () => new Promise<string>((resolve) => (answer = resolve)) };
    const client = start({ session: fromStorage(slow) });
    client.ws.accept();
    await settle();
    client.socket.disconnect();
    answer('{"pid":"old","offset":"7"}');
    await settle();
    expect([client.ws.take(), [...entries]]).toEqual([[], []]);
  });

  test("a server without recovery: nothing is kept, and nobody is told", async () => {
    const { storage, text } = memory();
    const { socket, ws, world } = await visit(storage, undefined);
    ws.receive('42["n","no offset"]');
    await settle();
    expect([socket.recovered, text(), world.warned]).toEqual([false, [], []]);
  });

  test("a wrong value is refused", () => {
    expect(() => start({ session: memory().storage as never })).toThrow("session: [object Object] is not function");
  });
});

describe("a storage that does not answer", () => {
  const OLD = '{"pid":"old","offset":"7"}';
  /** A promise that somebody else settles. */
  const later = <Value>() => {
    let give = (_value: Value): void => {};
    const promise = new Promise<Value>((resolve) => {
      give = resolve;
    });
    return { promise, give };
  };
  /** A client whose WebSocket is open, and that waits for the storage; its `take()` is what it sent. */
  const waits = async (storage: SessionStorage) => {
    const client = start({ session: fromStorage(storage) });
    client.ws.accept();
    await settle();
    expect(client.ws.take()).toEqual([]);
    return client;
  };
  const pass = async (ms: number): Promise<void> => {
    vi.advanceTimersByTime(ms);
    await settle();
  };
  const fakeTimers = () => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });

  test("is waited for 3 seconds; what it gives later is not used, and neither erased nor in the way of the new session", async () => {
    fakeTimers();
    const { storage, entries, text } = memory();
    entries.set(NAME, OLD);
    const answer = later<string>();
    const { ws, socket } = await waits({ ...storage, getItem: () => answer.promise });
    await pass(2_999);
    expect(ws.take()).toEqual([]);
    await pass(1);
    expect(ws.take()).toEqual(["40"]);
    answer.give(OLD);
    await settle();
    expect([entries.get(NAME), vi.getTimerCount()]).toEqual([OLD, 0]);
    ws.receive('40{"sid":"sid","pid":"new"}', '42["n",1,"o1"]');
    await settle();
    expect([socket.recovered, text()]).toEqual([false, [entry("new", "o1")]]);
  });

  test("what it gives after the new session was written does not erase that", async () => {
    fakeTimers();
    const { storage, text } = memory();
    const answer = later<string>();
    const { ws } = await waits({ ...storage, getItem: () => answer.promise });
    await pass(3_000);
    ws.receive('40{"sid":"sid","pid":"new"}', '42["n",1,"o1"]');
    await settle();
    answer.give(OLD);
    await settle();
    expect(text()).toEqual([entry("new", "o1")]);
  });

  test("keeps what it has for the next page, if the server lets the socket not in", async () => {
    fakeTimers();
    const { storage, entries } = memory();
    entries.set(NAME, OLD);
    const { ws } = await waits({ ...storage, getItem: () => new Promise(() => {}) });
    await pass(3_000);
    expect(ws.take()).toEqual(["40"]);
    ws.receive('44{"message":"no"}');
    await settle();
    expect(entries.get(NAME)).toBe(OLD);
    expect((await visit({ ...storage }, "old")).connect).toBe(`40${OLD}`);
  });

  test("an entry that it does not erase is not used, and the new one is written after that", async () => {
    fakeTimers();
    const { storage, entries, text } = memory();
    entries.set(NAME, OLD);
    const erased = later<void>();
    const { ws } = await waits({
      ...storage,
      removeItem: (name) => erased.promise.then(() => storage.removeItem(name)),
    });
    await pass(3_000);
    expect(ws.take()).toEqual(["40"]);
    ws.receive('40{"sid":"sid","pid":"new"}', '42["n",1,"o1"]');
    await settle();
    expect(entries.get(NAME)).toBe(OLD);
    erased.give();
    await settle();
    expect(text()).toEqual([entry("new", "o1")]);
  });

  test("what the socket before is writing for ever holds up the next one for 3 seconds, and is written before its own", async () => {
    fakeTimers();
    const { storage, text } = memory();
    const written: [string, () => void][] = [];
    const slow = {
      ...storage,
      setItem: (name: string, value: string) =>
        new Promise<void>((resolve) => {
          written.push([value, () => resolve(storage.setItem(name, value))]);
        }),
    };
    const first = await visit(slow, "p1");
    first.ws.receive('42["n",1,"o1"]');
    await settle();
    first.ws.receive('42["n",2,"o2"]', "41");
    const second = await waits(slow);
    await pass(3_000);
    expect(second.ws.take()).toEqual(["40"]);
    second.ws.receive('40{"sid":"sid","pid":"p2"}', '42["n",1,"o3"]');
    await settle();
    for (let i = 0; i < written.length; i++) {
      written[i]![1]();
      await settle();
    }
    expect([written.map(([value]) => JSON.parse(value).pid), text()]).toEqual([["p1", "p2"], [entry("p2", "o3")]]);
    second.socket.disconnect();
    await settle();
    expect([text(), (await visit(slow, undefined)).connect]).toEqual([[], "40"]);
  });

  test("is asked once, whatever the connection does meanwhile", async () => {
    const { storage } = memory();
    const answer = later<string>();
    const getItem = vi.fn(() => answer.promise);
    const { ws, world } = await waits({ ...storage, getItem });
    ws.end();
    world.advance(10_000);
    const next = world.sockets.at(-1)!;
    next.accept();
    await settle();
    expect(next.take()).toEqual([]);
    answer.give(OLD);
    await settle();
    expect([next.take(), getItem.mock.calls.length]).toEqual([[`40${OLD}`], 1]);
  });

  test("a page that goes before it has answered leaves the entry to the next one", async () => {
    const { storage, entries } = memory();
    const page = fakePage();
    fakeLocks();
    entries.set(NAME, OLD);
    const answer = later<string>();
    await waits({ ...storage, getItem: () => answer.promise });
    page.dispatchEvent(new Event("pagehide"));
    answer.give(OLD);
    await settle();
    expect(entries.get(NAME)).toBe(OLD);
  });
});

describe("in a page with Web Locks", () => {
  test("the session is locked while it is used, and let go of when the page goes", async () => {
    const { storage, text } = memory();
    const page = fakePage();
    const locks = fakeLocks();
    const one = await visit(storage, "pid");
    one.ws.receive('42["n",1,"offset 1"]');
    await settle();
    expect([locks(), text()]).toEqual([["holdfast:pid"], [entry("pid", "offset 1")]]);
    page.dispatchEvent(new Event("pagehide"));
    await settle();
    expect([locks(), text()]).toEqual([[], [entry("pid", "offset 1")]]);
    const two = await visit(storage, "pid");
    expect([two.connect, two.socket.recovered, locks()]).toEqual([
      '40{"pid":"pid","offset":"offset 1"}',
      true,
      ["holdfast:pid"],
    ]);
    two.socket.disconnect();
    await settle();
    expect([locks(), text()]).toEqual([[], []]);
  });

  test("a tab that was duplicated waits 300 ms, then is a client of its own", async () => {
    const { storage, text } = memory();
    fakePage();
    const locks = fakeLocks();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const one = await visit(storage, "pid");
    one.ws.receive('42["n",1,"offset 1"]');
    await settle();
    // what a browser does with sessionStorage
    const copy = memory();
    copy.entries.set(NAME, text()[0]!.slice(NAME.length + 1));
    const client = start({ session: fromStorage(copy.storage) });
    client.ws.accept();
    await settle();
    vi.advanceTimersByTime(299);
    await settle();
    expect(client.ws.take()).toEqual([]);
    vi.advanceTimersByTime(1);
    await settle();
    expect([client.ws.take(), copy.text()]).toEqual([["40"], []]);
    client.ws.receive('40{"sid":"sid","pid":"another"}');
    await settle();
    expect([client.socket.recovered, locks()]).toEqual([false, ["holdfast:pid", "holdfast:another"]]);
    vi.useRealTimers();
  });

  test("a browser that is slow to lock a new session locks it all the same", async () => {
    fakePage();
    const locks = fakeLocks();
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let give = (): void => {};
    const busy = new Promise<void>((resolve) => {
      give = resolve;
    });
    void (navigator as unknown as { locks: { request: (...args: unknown[]) => unknown } }).locks.request(
      "holdfast:pid",
      { signal: new AbortController().signal },
      () => busy,
    );
    await visit(memory().storage, "pid");
    vi.advanceTimersByTime(1000);
    give();
    await settle();
    expect(locks()).toEqual(["holdfast:pid"]);
    vi.useRealTimers();
  });

  test("a page that was kept comes back with its session, unless another one has taken it", async () => {
    const { storage, entries } = memory();
    const page = fakePage();
    fakeLocks();
    const { ws, world } = await visit(storage, "pid");
    ws.receive('42["n",1,"offset 1"]');
    const back = async (): Promise<unknown[]> => {
      page.dispatchEvent(new Event("pagehide"));
      world.window.dispatchEvent(Object.assign(new Event("pagehide"), { persisted: true }));
      world.advance(1_000);
      if (world.sockets.at(-1)!.state !== "closed") world.sockets.at(-1)!.end(null);
      if (taken) entries.clear();
      world.window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
      world.advance(1_000);
      world.sockets.at(-1)!.accept();
      await settle();
      return world.sockets.at(-1)!.take();
    };
    let taken = false;
    expect(await back()).toEqual(['40{"pid":"pid","offset":"offset 1"}']);
    world.sockets.at(-1)!.receive('40{"sid":"sid","pid":"pid"}');
    await settle();
    taken = true;
    expect(await back()).toEqual(["40"]);
  });
});

describe("in a page without Web Locks", () => {
  test("the entry is there only once the page goes", async () => {
    const { storage, text } = memory();
    const page = fakePage();
    const { ws } = await visit(storage, "pid");
    ws.receive('42["n",1,"offset 1"]');
    await settle();
    expect(text()).toEqual([]);
    page.dispatchEvent(new Event("pagehide"));
    expect(text()).toEqual([entry("pid", "offset 1")]);
  });
});
