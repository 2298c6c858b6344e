// Who this tab is. In the session storage: a reload stays the same person, a new tab is somebody else.

const ADJECTIVES = [
  "Amber",
  "Brisk",
  "Calm",
  "Deep",
  "Early",
  "Fair",
  "Gentle",
  "Hardy",
  "Keen",
  "Mossy",
  "Quiet",
  "Salty",
];
const ANIMALS = [
  "Otter",
  "Urchin",
  "Heron",
  "Limpet",
  "Seal",
  "Tern",
  "Cuttle",
  "Wrasse",
  "Puffin",
  "Crab",
  "Plover",
  "Goby",
];
const pick = (list) => list[Math.floor(Math.random() * list.length)];

const KEY = "holdfast-demo-identity";

export function loadIdentity() {
  try {
    const { client, name } = JSON.parse(sessionStorage.getItem(KEY));
    if (typeof client === "string" && typeof name === "string") return { client, name };
  } catch {
    // Nothing stored, something else stored, or no storage.
  }
  const identity = { client: crypto.randomUUID(), name: `${pick(ADJECTIVES)} ${pick(ANIMALS)}` };
  saveIdentity(identity);
  return identity;
}

export function saveIdentity(identity) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(identity));
  } catch {
    // Then it lasts as long as the page.
  }
}
