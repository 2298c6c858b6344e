import { io } from "holdfast";
import { useEffect, useState } from "react";

/** What the kitchen has to cook. */
export function Board({ server }) {
  const [state, setState] = useState("connecting");
  const [dishes, setDishes] = useState([]);
  useEffect(() => {
    const socket = io(server, { auth: { token: "t" } });
    socket.on("connect", () => setState("connected"));
    socket.on("disconnect", () => setState("offline"));
    socket.on("cook", (dish) => setDishes((all) => [...all, dish]));
    return () => socket.disconnect();
  }, [server]);
  return (
    <>
      <output>{state}</output>
      <ul>
        {dishes.map((dish) => (
          <li key={dish}>{dish}</li>
        ))}
      </ul>
    </>
  );
}
