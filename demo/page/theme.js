// A classic script, run before the first paint. Without a choice the system decides (see `color-scheme` in style.css).
{
  let chosen = null;
  try {
    chosen = localStorage.getItem("holdfast-demo-theme");
  } catch {
    // Storage may be forbidden. Then the choice lasts as long as the page.
  }
  if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
}
