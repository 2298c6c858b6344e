"use client";
import { useEffect, useState } from "react";
import { io } from "socket.io-client";

// at the top of a module that the build and the server load, too
export const socket = io();
export const room = io("/room");
export const later = io({ autoConnect: false });

export default function Chat() {
  const [state, setState] = useState("disconnected");
  const [answer, setAnswer] = useState("");

  useEffect(() => {
    const connected = async () => {
      setState("connected");
      setAnswer(await socket.emitWithAck("echo", "hello"));
    };
    const disconnected = () => setState("disconnected");
    if (socket.connected) connected();
    socket.on("connect", connected);
    socket.on("disconnect", disconnected);
    return () => {
      socket.off("connect", connected);
      socket.off("disconnect", disconnected);
    };
  }, []);

  return (
    <p id="chat">
      {state} {answer}
    </p>
  );
}
