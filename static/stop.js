// What a page gains that is still being sent: the rows that have come stay when it is stopped.
document.addEventListener("click", (event) => {
  const stop = event.target.closest?.("#stop");
  if (!stop || document.readyState !== "loading") return;
  event.preventDefault();
  window.stop();
  stop.insertAdjacentHTML("afterend", '<span role="status">Stopped: there may be more.</span>');
  stop.remove();
});
// Once the whole page is there, nothing is left to be stopped
document.addEventListener("DOMContentLoaded", () => document.getElementById("stop")?.remove());
