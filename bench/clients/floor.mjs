/**
 * The floor: the least code that speaks to the same server, over `ws` and `node:http`. It knows one namespace, no faults, no
 * options, and believes all that it is told. What a client costs above this is the price of its features.
 */
import { Agent, request } from "node:http";
import { WebSocket } from "ws";

const SEPARATOR = "\x1e";

class Floor {
  listeners = new Map();
  acks = new Map();
  nextId = 0;
  connected = new Promise((resolve) => {
    this.isConnected = resolve;
  });
  upgraded = new Promise((resolve) => {
    this.isUpgraded = resolve;
  });

  constructor(url, { transports = ["polling", "websocket"], upgrade = true }) {
    this.url = `${url}/socket.io/?EIO=4&transport=`;
    if (transports[0] === "websocket") {
      this.openWebSocket("", () => {});
      return;
    }
    this.agent = new Agent({ keepAlive: true });
    this.queue = [];
    this.upgrade = upgrade && transports.includes("websocket");
    this.poll();
  }

  // ---- the socket, as the cases use it

  on(event, listener) {
    this.listeners.set(event, listener);
  }

  emit(...args) {
    let head = "42";
    if (typeof args.at(-1) === "function") {
      this.acks.set(this.nextId, args.pop());
      head += this.nextId++;
    }
    let bytes;
    for (let i = 1; i < args.length; i++) {
      if (ArrayBuffer.isView(args[i])) {
        bytes = args[i];
        args[i] = { _placeholder: true, num: 0 };
        head = `451-${head.slice(2)}`;
      }
    }
    this.write(head + JSON.stringify(args));
    if (bytes) this.write(bytes);
  }

  // ---- frames

  write(frame) {
    if (this.webSocket) this.webSocket.send(frame);
    else {
      this.queue.push(frame);
      this.post();
    }
  }

  read(frame) {
    switch (frame.charCodeAt(0)) {
      case 48: // 0, the handshake
        this.sid = JSON.parse(frame.slice(1)).sid;
        this.write("40");
        if (this.upgrade) this.probe();
        return;
      case 50: // 2, a ping
        return this.write("3");
      case 52: // 4, a message
        return this.readMessage(frame);
    }
  }

  readMessage(frame) {
    switch (frame.charCodeAt(1)) {
      case 48: // 0, connected
        return this.isConnected();
      case 50: // 2, an event
        return this.deliver(JSON.parse(frame.slice(2)));
      case 51: {
        // 3, an ack
        const start = frame.indexOf("[");
        const id = Number(frame.slice(2, start));
        const ack = this.acks.get(id);
        this.acks.delete(id);
        return ack(...JSON.parse(frame.slice(start)));
      }
      case 53: // 5, an event with one attachment
        this.due = JSON.parse(frame.slice(frame.indexOf("[")));
    }
  }

  readBytes(bytes) {
    const { due } = this;
    due[1] = bytes;
    this.deliver(due);
  }

  deliver([event, ...args]) {
    this.listeners.get(event)?.(...args);
  }

  // ---- WebSocket

  openWebSocket(query, opened, first) {
    const webSocket = new WebSocket(`${this.url.replace("http", "ws")}websocket${query}`, { perMessageDeflate: false });
    webSocket.on("open", opened);
    webSocket.on("message", (data, isBinary) => {
      if (isBinary) this.readBytes(data);
      else if (first) {
        first();
        first = undefined;
      } else this.read(data.toString());
    });
    if (!query) this.webSocket = webSocket;
    return webSocket;
  }

  probe() {
    const webSocket = this.openWebSocket(
      `&sid=${this.sid}`,
      () => webSocket.send("2probe"),
      () => {
        this.idle = () => {
          webSocket.send("5");
          this.webSocket = webSocket;
          for (const frame of this.queue.splice(0)) webSocket.send(frame);
          this.isUpgraded();
        };
        this.settle();
      },
    );
  }

  /** Once no request is out, an upgrade that waits goes on. */
  settle() {
    if (!this.polling && !this.posting) this.idle?.();
  }

  // ---- polling

  poll() {
    this.polling = true;
    const { sid } = this;
    this.http("GET", undefined, (text) => {
      this.polling = false;
      for (const frame of text.split(SEPARATOR)) {
        if (frame[0] === "b") this.readBytes(Buffer.from(frame.slice(1), "base64"));
        else this.read(frame);
      }
      // no poll once it is connected, if there is an upgrade: the server would release it 100 ms later
      if (this.idle) this.settle();
      else if (!sid || !this.upgrade) this.poll();
    });
  }

  post() {
    if (this.posting || !this.queue.length || this.webSocket) return;
    this.posting = true;
    const body = this.queue
      .splice(0)
      .map((frame) => (typeof frame === "string" ? frame : `b${frame.toString("base64")}`));
    this.http("POST", body.join(SEPARATOR), () => {
      this.posting = false;
      if (this.idle) this.settle();
      else this.post();
    });
  }

  http(method, body, answered) {
    const { agent } = this;
    const headers = body && { "Content-Type": "text/plain;charset=UTF-8", "Content-Length": Buffer.byteLength(body) };
    const path = `${this.url}polling${this.sid ? `&sid=${this.sid}` : ""}`;
    request(path, { method, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () => answered(text));
    }).end(body);
  }
}

export default {
  open(url, options) {
    const socket = new Floor(url, options);
    return { socket, connected: socket.connected, upgraded: socket.upgraded };
  },
};
