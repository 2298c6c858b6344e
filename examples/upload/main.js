// A file of any size goes to the server in pieces, at constant memory, and goes on where it was after the connection was lost.
//
// The server puts the pieces where they belong, and answers each once it is written:
//
//   socket.on("file", async (bytes, { id, offset }, answer) => {
//     const path = join(folder, basename(id));
//     const file = await open(path, constants.O_CREAT | constants.O_WRONLY);
//     await file.write(bytes, 0, bytes.length, offset).finally(() => file.close());
//     answer({});
//   });
import { io } from "holdfast";
import { upload } from "holdfast/helpers";

const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:3000";
const socket = io(server);

const [input, progress, button, output] = document.querySelectorAll("input, progress, button, output");

socket.lifecycle.on("state_change", ({ to }) => {
  output.value = to;
});

input.addEventListener("change", async () => {
  const [file] = input.files;
  const cancel = new AbortController();
  button.onclick = () => cancel.abort();
  button.hidden = false;
  try {
    for await (const { sent, total } of upload(socket, "file", file, { signal: cancel.signal })) {
      progress.value = total ? sent / total : 1;
    }
    output.value = `${file.name} is there`;
  } catch (error) {
    output.value = error.code === "ERR_ABORTED" ? "cancelled" : error.message;
  }
  button.hidden = true;
});
