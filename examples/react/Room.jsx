import { io } from "holdfast";
import { useEffect, useState } from "react";

/** A socket for as long as the component is mounted; nothing is opened while a server renders it. */
export function useSocket(server, options) {
  const [socket] = useState(() => io(server, { ...options, autoConnect: false }));
  useEffect(() => {
    socket.connect();
    return () => socket.disconnect();
  }, [socket]);
  return socket;
}

export function Room({ server }) {
  const socket = useSocket(server, { auth: { name: "React" } });
  const [state, setState] = useState("disconnected");
  const [lines, setLines] = useState([]);

  useEffect(() => {
    const onState = ({ to }) => setState(to);
    const onMessage = ({ name, text }) => setLines((lines) => [...lines, `${name}: ${text ?? "(a picture)"}`]);
    setState(socket.state);
    socket.lifecycle.on("state_change", onState);
    socket.on("message", onMessage);
    return () => {
      socket.lifecycle.off("state_change", onState);
      socket.off("message", onMessage);
    };
  }, [socket]);

  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const text = form.elements.text.value;
    form.reset();
    try {
      const { ok, error } = await socket.emitWithAck("message", { id: crypto.randomUUID(), text });
      setLines((lines) => [...lines, ok ? `You: ${text}` : error]);
    } catch (error) {
      setLines((lines) => [...lines, `Not confirmed: ${text} (${error.message})`]);
    }
  };

  return (
    <form onSubmit={send}>
      <label>
        Message <input name="text" autoComplete="off" />
      </label>
      <button type="submit">Send</button> <output>{state}</output>
      <ul>
        {lines.map((line, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added
          <li key={n}>{line}</li>
        ))}
      </ul>
    </form>
  );
}
