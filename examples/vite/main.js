import { io } from "holdfast";

// Where the demo server is: `npm start` in the checkout, or another one in ?server=…
const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:3000";
const socket = io(server, { auth: { name: "Vite" } });

const form = document.querySelector("form");
const list = document.querySelector("ul");
const show = (text) => list.appendChild(document.createElement("li")).append(text);

socket.lifecycle.on("state_change", ({ to }) => {
  form.querySelector("output").value = to;
});
socket.on("message", ({ name, text, picture }) => show(`${name}: ${picture ? "(a picture)" : text}`));

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = form.querySelector("input").value;
  form.reset();
  try {
    const answer = await socket.emitWithAck("message", { id: crypto.randomUUID(), text });
    show(answer.ok ? `You: ${text}` : answer.error);
  } catch (error) {
    show(`Not confirmed: ${text} (${error.message})`);
  }
});
