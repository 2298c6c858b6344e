import Chat from "../chat.jsx";

export const dynamic = "force-dynamic";

export default function Page() {
  return <Chat />;
}
