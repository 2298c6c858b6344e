import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Room } from "./Room.jsx";

// Where the demo server is: `npm start` in the checkout, or another one in ?server=…
const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:3000";

createRoot(document.querySelector("#root")).render(
  <StrictMode>
    <Room server={server} />
  </StrictMode>,
);
