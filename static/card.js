// The card: copies the talents' import code, and opens all fixes for who comes for them or prints them.
// Everything else works without.
const openFixes = () => document.querySelector(".fixes details")?.setAttribute("open", "");
const arrive = () => {
  if (["#fixes", "#more-fixes"].includes(location.hash)) openFixes();
};
addEventListener("hashchange", arrive);
addEventListener("beforeprint", openFixes);
document.addEventListener("htmx:load", arrive);
arrive();

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    document.getElementById("announcer").textContent = "Import code copied";
    button.textContent = "Copied";
  } catch {
    button.textContent = "Press Ctrl+C"; // no clipboard without https: the code is selected
  }
});
