import { createApp } from "vue";
import Room from "./Room.vue";

// Where the demo server is: `npm start` in the checkout, or another one in ?server=…
const server = new URLSearchParams(location.search).get("server") ?? "http://127.0.0.1:3000";
createApp(Room, { server }).mount("#root");
