// Pictures: from a file to something small enough to send, and from bytes back to a picture.

const AS_IS = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
const AS_IS_BYTES = 1024 * 1024;
const MAX_SIDE = 1600;

/** `{ type, width, height, bytes }`: the file as it is, or smaller if it is large or of a type that not everybody reads. */
export async function preparePicture(file) {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(`${file.name || "That"} is not a picture that this browser can read.`);
  });
  try {
    const { width, height } = bitmap;
    if (AS_IS.has(file.type) && file.size <= AS_IS_BYTES) {
      return { type: file.type, width, height, bytes: await file.arrayBuffer() };
    }
    const scale = Math.min(1, MAX_SIDE / Math.max(width, height));
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale)));
    const context = canvas.getContext("2d");
    context.fillStyle = "#fff"; // JPEG has no transparency
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
    return { type: blob.type, width: canvas.width, height: canvas.height, bytes: await blob.arrayBuffer() };
  } finally {
    bitmap.close();
  }
}

/** A URL for an <img>. The type was checked by the server, but it is a word of somebody else's: only these become a Blob. */
export function pictureUrl({ type, bytes }) {
  return URL.createObjectURL(new Blob([bytes], { type: AS_IS.has(type) ? type : "application/octet-stream" }));
}

/** Kelp in the sea, a little different each time. */
export async function samplePicture() {
  const [width, height] = [480, 300];
  const canvas = new OffscreenCanvas(width, height);
  const c = canvas.getContext("2d");
  const hue = 165 + Math.random() * 50;

  const sea = c.createLinearGradient(0, 0, 0, height);
  sea.addColorStop(0, `hsl(${hue} 60% 72%)`);
  sea.addColorStop(0.55, `hsl(${hue + 8} 55% 38%)`);
  sea.addColorStop(1, `hsl(${hue + 18} 60% 16%)`);
  c.fillStyle = sea;
  c.fillRect(0, 0, width, height);

  // Light from above.
  c.globalCompositeOperation = "soft-light";
  for (let i = 0; i < 6; i++) {
    const x = Math.random() * width;
    c.fillStyle = `rgb(255 255 255 / ${0.15 + Math.random() * 0.2})`;
    c.beginPath();
    c.moveTo(x, 0);
    c.lineTo(x + 26 + Math.random() * 40, 0);
    c.lineTo(x - 60, height);
    c.lineTo(x - 130, height);
    c.fill();
  }
  c.globalCompositeOperation = "source-over";

  // The rock, and what holds fast to it.
  c.fillStyle = `hsl(${hue + 30} 30% 11%)`;
  c.beginPath();
  c.moveTo(0, height);
  c.bezierCurveTo(width * 0.2, height - 70, width * 0.4, height - 10, width * 0.6, height - 48);
  c.bezierCurveTo(width * 0.8, height - 86, width * 0.9, height - 20, width, height - 34);
  c.lineTo(width, height);
  c.fill();

  c.lineCap = "round";
  for (let i = 0; i < 9; i++) {
    const root = 30 + (i * (width - 60)) / 8 + (Math.random() - 0.5) * 30;
    const tall = 120 + Math.random() * 130;
    const sway = (Math.random() - 0.5) * 60;
    const at = (t) => [root + Math.sin(t * 5 + i) * 14 * t + sway * t * t, height - 24 - tall * t];
    c.strokeStyle = c.fillStyle = `hsl(${70 + Math.random() * 40} 45% ${24 + Math.random() * 18}%)`;
    c.lineWidth = 3.5;
    c.beginPath();
    c.moveTo(...at(0));
    for (let t = 0.05; t <= 1; t += 0.05) c.lineTo(...at(t));
    c.stroke();
    for (let t = 0.2; t < 1; t += 0.11) {
      const [x, y] = at(t);
      const side = Math.round(t * 100) % 2 ? 1 : -1;
      c.beginPath();
      c.ellipse(x + side * 13, y - 5, 14, 4.5, side * -0.5, 0, Math.PI * 2);
      c.fill();
    }
  }

  c.fillStyle = "rgb(255 255 255 / .55)";
  for (let i = 0; i < 22; i++) {
    c.beginPath();
    c.arc(Math.random() * width, Math.random() * height * 0.9, 1 + Math.random() * 3, 0, Math.PI * 2);
    c.fill();
  }
  return canvas.convertToBlob({ type: "image/png" });
}
